// Makes asking smoother: the answer joins the page without a reload, and a citation lights up its
// source beside it. The server sends the very HTML that it shows without this script.

const page = {
  form: document.getElementById("ask"),
  question: document.getElementById("question"),
  label: document.getElementById("question-label"),
  turns: document.getElementById("turns"),
  live: document.getElementById("live"),
  problem: document.getElementById("problem"),
  intro: document.getElementById("intro"),
  examples: document.getElementById("examples"),
  again: document.getElementById("again"),
};

let busy = false;

if (page.form) {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", onCitation);
  page.question.addEventListener("keydown", onKey);
}

function onSubmit(event) {
  if (event.target !== page.form && !event.target.matches("[data-ask]")) return;
  event.preventDefault();
  if (!busy) ask(event.submitter?.name === "question" ? event.submitter.value : page.question.value);
}

// Enter asks; Shift+Enter begins a new line. Enter that ends the composing of a character does neither.
function onKey(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  page.form.requestSubmit();
}

async function ask(question) {
  setBusy(true);
  page.problem.replaceChildren();
  page.question.value = question;
  try {
    const body = new URLSearchParams({ question, conversation: page.form.elements.conversation.value });
    const response = await fetch("/ask", { method: "POST", body, headers: { Accept: "text/event-stream" } });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    let ended = false;
    for await (const { name, data } of events(response.body)) {
      if (name === "status") page.live.textContent = data.text;
      if (name === "turn") showTurn(data);
      if (name === "problem") showProblem(data.html);
      ended ||= name === "turn" || name === "problem";
    }
    if (!ended) throw new Error("the stream broke off");
  } catch {
    showLost();
  } finally {
    setBusy(false);
  }
}

// Yields the events of a text/event-stream body, whose data are JSON on one line.
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const field = (key) => block.split("\n").find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2);
      if (field("event")) yield { name: field("event"), data: JSON.parse(field("data") ?? "null") };
    }
  }
}

function showTurn(data) {
  page.turns.append(fragment(data.html));
  page.intro.className = "visually-hidden";
  page.examples.hidden = true;
  page.again.hidden = false;
  page.label.textContent = "Ask a follow-up question";
  page.question.value = "";
  page.question.removeAttribute("aria-invalid");
  page.form.elements.conversation.value = data.conversation;
  page.live.textContent = data.announce;
  page.live.classList.add("visually-hidden");
  document.title = `${document.querySelector(`#${data.id} .turn-question`).textContent} – Agreed`;
  // So that reloading, and coming back from a page of a paper, shows the conversation again.
  history.replaceState(null, "", `/c/${data.conversation}`);
  document.querySelector(`#${data.id} .turn-question`).focus({ preventScroll: true });
  document.getElementById(data.id).scrollIntoView();
}

function showProblem(html) {
  page.live.textContent = "";
  page.problem.replaceChildren(fragment(html));
  page.question.setAttribute("aria-invalid", "true");
  page.problem.firstElementChild.focus();
}

function showLost() {
  page.live.textContent = "The service did not answer. Your question is still in the field: try again.";
  page.live.classList.remove("visually-hidden");
}

function setBusy(state) {
  busy = state;
  page.live.classList.toggle("is-busy", state);
  if (state) page.live.classList.remove("visually-hidden");
  page.form.querySelector("button").setAttribute("aria-disabled", String(state));
}

function onCitation(event) {
  const link = event.target.closest("a.cite");
  const source = link && document.getElementById(link.hash.slice(1));
  if (!source) return;
  event.preventDefault();
  document.querySelectorAll(".source.is-current").forEach((other) => other.classList.remove("is-current"));
  source.classList.add("is-current");
  source.focus({ preventScroll: true });
  // Where the sources stand beside the answer and scroll on their own, the answer stays put.
  const panel = source.closest(".sources");
  const scrollsAlone = getComputedStyle(panel).overflowY === "auto" && panel.scrollHeight > panel.clientHeight;
  if (scrollsAlone) panel.scrollTo({ top: panel.scrollTop + gap(panel, source) });
  source.scrollIntoView({ block: scrollsAlone ? "nearest" : "start" });
}

// How far the source's top lies below the panel's, less a little air.
function gap(panel, source) {
  return source.getBoundingClientRect().top - panel.getBoundingClientRect().top - 8;
}

function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
