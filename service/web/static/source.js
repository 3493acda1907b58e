// See the source beside the answer: a citation opens its page in a panel, without leaving the conversation.
// Without this script the same links open the page by itself.

const PANEL = "source-panel";

let opener = null; // the link that opened the panel: where the focus goes when it closes
let asked = 0; // the latest request: an earlier one that comes back later is dropped

document.addEventListener("click", onClick, { capture: true });
document.addEventListener("keydown", onKey);
window.addEventListener("popstate", (event) => (event.state?.source ? open(event.state.source) : close()));
// A page that is loaded again shows what the address says: no panel.
if (history.state?.source) history.replaceState(null, "");

// The click is ours before it is another script's: a number in an answer opens what it cites.
function onClick(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (event.target.closest("[data-close]")) return leave();
  const panel = document.getElementById(PANEL);
  const link = event.target.closest("a[data-source], a.cite");
  if (!link) return;
  const inside = panel?.contains(link);
  const source = link.matches(".cite") ? document.getElementById(link.hash.slice(1))?.querySelector("a[data-source]") : link;
  if (!source || !(inside || source.closest(".turn"))) return;
  event.preventDefault();
  event.stopPropagation();
  if (inside) {
    history.replaceState({ source: source.href }, "");
    open(source.href, { keep: true });
  } else {
    const isOpen = Boolean(panel);
    opener = link;
    history[isOpen ? "replaceState" : "pushState"]({ source: source.href }, "");
    open(source.href, { turn: source.closest(".turn") });
  }
}

function onKey(event) {
  if (event.key === "Escape" && document.getElementById(PANEL) && !event.defaultPrevented) leave();
}

// Closing is going back, so that the next "back" leaves the conversation and not the panel.
function leave() {
  if (history.state?.source) history.back();
  else close();
}

async function open(href, { turn, keep } = {}) {
  const number = ++asked;
  const panel = document.getElementById(PANEL) ?? made();
  if (turn && panel.parentElement !== turn) turn.append(panel);
  else if (!panel.isConnected) (document.querySelector(".turn:last-of-type") ?? document.getElementById("main")).append(panel);
  document.body.classList.add("has-source");
  panel.setAttribute("aria-busy", "true");
  mark(href);
  const address = new URL(href, location.href);
  address.pathname += "/panel";
  address.hash = "";
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const html = await response.text();
    if (number !== asked || !panel.isConnected) return;
    const template = document.createElement("template");
    template.innerHTML = html;
    panel.replaceChildren(template.content);
  } catch {
    // The page by itself tells what is wrong.
    if (number === asked) location.assign(href);
    return;
  } finally {
    if (number === asked) panel.removeAttribute("aria-busy");
  }
  show(panel, keep);
}

function made() {
  const panel = document.createElement("section");
  panel.id = PANEL;
  panel.className = "source-panel";
  panel.setAttribute("aria-labelledby", "panel-title");
  return panel;
}

// The heading is read out first; then what is marked is brought into view.
function show(panel, keep) {
  panel.querySelector("#panel-title")?.focus({ preventScroll: true });
  const beside = getComputedStyle(panel).position === "fixed";
  if (!beside && !keep) panel.scrollIntoView();
  const marked = panel.querySelector("#mark");
  panel.scrollTo({ top: 0 });
  if (!marked) return;
  const bring = () => {
    const target = panel.querySelector("#mark");
    if (target) target.scrollIntoView({ block: beside ? "center" : "nearest" });
  };
  bring();
  // The picture has its height before it is there, but not in every browser.
  const picture = panel.querySelector(".leaf-picture");
  if (beside && picture && !picture.complete) picture.addEventListener("load", bring, { once: true });
}

function close() {
  asked += 1;
  document.getElementById(PANEL)?.remove();
  document.body.classList.remove("has-source");
  mark(null);
  if (opener?.isConnected) opener.focus();
  opener = null;
}

// Say which source is open: on its card and on the numbers that cite it.
function mark(href) {
  document.querySelectorAll(".cite[aria-current], .source.is-current").forEach((each) => {
    each.removeAttribute("aria-current");
    each.classList.remove("is-current");
  });
  if (!href) return;
  for (const link of document.querySelectorAll(".source a[data-source]")) {
    if (link.href !== href) continue;
    const card = link.closest(".source");
    card.classList.add("is-current");
    if (card.id) document.querySelectorAll(`a.cite[href="#${CSS.escape(card.id)}"]`).forEach((cite) => cite.setAttribute("aria-current", "true"));
  }
}
