// Makes asking smoother: the answer joins the page without a reload. Without this script the same forms are sent
// and the server shows the very same HTML.

import { eventsOf } from "./events.js";

const page = {
  form: document.getElementById("ask"),
  question: document.getElementById("question"),
  label: document.getElementById("question-label"),
  turns: document.getElementById("turns"),
  asking: document.getElementById("asking"),
  askingQuestion: document.getElementById("asking-question"),
  askingUnderstood: document.getElementById("asking-understood"),
  live: document.getElementById("live"),
  lost: document.getElementById("lost"),
  problem: document.getElementById("problem"),
  intro: document.getElementById("intro"),
  examples: document.getElementById("examples"),
};

// A screen reader is told that there is a search only where the answer keeps it waiting.
const MILLISECONDS_UNTIL_SAID = 1200;

let busy = false;
// What was asked while an answer was still being written.
let next = null;

if (page.form) {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", onClick);
  page.question.addEventListener("keydown", onKey);
}

function onSubmit(event) {
  if (event.target.matches("[data-ask]")) {
    event.preventDefault();
    const fields = new FormData(event.target, event.submitter);
    if (!busy) ask(fields);
    // Its turn comes after the answer that is being written. While one is still awaited, the same was pressed twice.
    else if (page.asking.hidden) next = fields;
  } else if (event.target.matches("[data-feedback]")) {
    event.preventDefault();
    giveFeedback(event.target, new FormData(event.target, event.submitter));
  }
}

// Enter asks; Shift+Enter begins a new line. Enter that ends the composing of a character does neither.
function onKey(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  page.form.requestSubmit();
}

async function ask(fields) {
  setBusy(true, fields.get("question"));
  try {
    const response = await fetch("/ask", {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { Accept: "text/event-stream" },
    });
    if (response.status === 401) return showSignedOut(fields.get("question"));
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    let ended = false;
    for await (const { name, data } of eventsOf(response.body)) {
      if (name === "understood") page.askingUnderstood.replaceChildren(fragment(data.html));
      if (name === "turn") showTurn(data, fields.get("question"));
      if (name === "part") data.forEach(put);
      if (name === "done") endTurn(data);
      if (name === "problem") showProblem(data.html, fields.get("question"));
      ended ||= name === "done" || name === "problem";
    }
    if (!ended) throw new Error("the stream broke off");
  } catch {
    // After "turn" the answer is kept: its page shows the whole.
    if (page.asking.hidden) page.lost.textContent = page.lost.dataset.brokeOff;
    else showLost(fields.get("question"));
  } finally {
    setBusy(false);
  }
  const waiting = next;
  next = null;
  if (waiting) ask(waiting);
}

// The frame of the answer takes the place of what was shown while it was awaited.
function showTurn(data, asked) {
  setAwaited(false);
  page.turns.append(fragment(data.html));
  page.intro.className = "visually-hidden";
  if (page.examples) page.examples.hidden = true;
  for (const id of ["again", "earlier"]) document.getElementById(id).hidden = false;
  page.label.textContent = page.label.dataset.followUp;
  // What was begun meanwhile is kept.
  if (page.question.value === asked) page.question.value = "";
  page.question.removeAttribute("aria-invalid");
  page.form.elements.conversation.value = data.conversation;
  const question = document.querySelector(`#${data.id} .turn-question`);
  document.title = document.title.replace(/^.*(?= – )/, question.textContent);
  // So that reloading, and coming back from a page of a paper, shows the conversation again.
  history.replaceState(null, "", `/c/${data.conversation}`);
  question.focus({ preventScroll: true });
  bring(data.id);
}

function put({ into, html }) {
  document.getElementById(into).append(fragment(html));
}

// Said once, when all is there: a region that speaks at each claim could not be listened to.
function endTurn(data) {
  page.live.textContent = data.announce;
  // The frame may have been too low to stand at the top. Who has scrolled meanwhile is left there.
  if (scrollY === bring.left) bring(data.id);
}

function bring(id) {
  document.getElementById(id).scrollIntoView();
  bring.left = scrollY;
}

function showProblem(html, question) {
  page.question.value = question;
  page.problem.replaceChildren(fragment(html));
  // Not every problem is one of the question: the store may be busy.
  if (page.problem.querySelector('a[href="#question"]')) page.question.setAttribute("aria-invalid", "true");
  page.problem.firstElementChild.focus();
}

function showLost(question) {
  page.question.value = question;
  page.lost.textContent = navigator.onLine ? page.lost.dataset.lost : page.lost.dataset.offline;
}

// The way in leads back to this page with the question in the field.
function showSignedOut(question) {
  page.question.value = question;
  const wanted = `${location.pathname}?${new URLSearchParams({ question })}`;
  const way = Object.assign(document.createElement("a"), { href: `/sign-in?${new URLSearchParams({ next: wanted })}` });
  way.textContent = page.lost.dataset.signIn;
  page.lost.replaceChildren(page.lost.dataset.signedOut, " ", way);
}

// While an answer is awaited the question stands where the answer will.
function setBusy(state, question = "") {
  busy = state;
  clearTimeout(setBusy.saying);
  setAwaited(state);
  if (!state) return;
  page.askingQuestion.textContent = question;
  page.askingUnderstood.replaceChildren();
  page.problem.replaceChildren();
  page.question.removeAttribute("aria-invalid");
  page.lost.textContent = "";
  page.live.textContent = "";
  page.asking.scrollIntoView({ block: "nearest" });
  setBusy.saying = setTimeout(() => (page.live.textContent = page.live.dataset.searching), MILLISECONDS_UNTIL_SAID);
}

function setAwaited(state) {
  page.asking.hidden = !state;
  page.form.querySelector(".ask-row button").setAttribute("aria-disabled", String(state));
}

async function giveFeedback(form, fields) {
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { Accept: "application/json" },
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const shown = fragment((await response.json()).html).firstElementChild;
    form.replaceWith(shown);
    shown.querySelector(".feedback-said").focus();
  } catch {
    // What the browser does without this script also tells what went wrong.
    form.removeAttribute("data-feedback");
    HTMLFormElement.prototype.submit.call(withField(form, "verdict", fields.get("verdict")));
  }
}

function withField(form, name, value) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  return form;
}

function onClick(event) {
  if (event.target.closest("a.change")) document.getElementById("limits").open = true;
}

function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
