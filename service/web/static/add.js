// Adds papers without leaving the page: files may be dropped anywhere on it, each is sent by itself with its
// progress, and the list of what became of them follows the server until all are read.

const form = document.getElementById("add");
const drop = document.getElementById("drop");
const input = document.getElementById("papers");
const list = document.getElementById("files");
const live = document.getElementById("added-live");
const ask = document.getElementById("ask-now");

const SECONDS_BETWEEN_LOOKS = 1;
const waiting = [];
const sending = new Set();
let isSending = false;
let isLooking = false;
let isNew = false;

drop.querySelector(".drop-words").hidden = false;
form.querySelector("button").hidden = true;

input.addEventListener("change", takeChosen);
form.addEventListener("submit", (event) => event.preventDefault());

for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.add("is-over");
  });
}
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("is-over"); });
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  drop.classList.remove("is-over");
  take(event.dataTransfer.files);
});

if (form.elements.batch.value) look();
takeChosen(); // files that were chosen before this script ran

function takeChosen() {
  take(input.files);
  input.value = "";
}

function take(files) {
  for (const file of files) {
    const row = shown(file.name);
    if (file.size > Number(form.dataset.most) * 2 ** 20) settle(row, form.dataset.refused, form.dataset.tooLarge);
    else waiting.push({ file, row });
  }
  if (!isSending) send();
}

// One after another: the first is read while the second is on its way.
async function send() {
  isSending = true;
  while (waiting.length) {
    const { file, row } = waiting.shift();
    try {
      const answer = await sent(file, (share) => progress(row, share));
      form.elements.batch.value = answer.batch;
      history.replaceState(null, "", `/add/${answer.batch}`);
      sending.delete(row);
      row.remove();
      look();
    } catch {
      settle(row, form.dataset.refused, form.dataset.lost);
    }
  }
  isSending = false;
}

// fetch tells nothing of how much is sent, so this is XMLHttpRequest.
function sent(file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("batch", form.elements.batch.value);
    body.append("papers", file);
    request.open("POST", "/add");
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) onProgress(event.loaded / event.total); });
    request.addEventListener("load", () => (request.status === 200 ? resolve(request.response) : reject(new Error(`status ${request.status}`))));
    request.addEventListener("error", () => reject(new Error("lost")));
    request.send(body);
  });
}

// Follows the server while it reads; what is still being sent stays below.
async function look() {
  isNew = true;
  if (isLooking) return;
  isLooking = true;
  while (isNew) {
    isNew = false;
    try {
      const response = await fetch(`/add/${form.elements.batch.value}/files`);
      if (!response.ok) break;
      const state = await response.json();
      const template = document.createElement("template");
      template.innerHTML = state.html;
      renew(template.content);
      if (!sending.size && live.textContent !== state.announced) live.textContent = state.announced;
      if (state.canAsk) ask.hidden = false;
      isNew ||= state.running;
    } catch {
      isNew = true; // the server may be starting again
    }
    if (!isNew) break;
    await new Promise((resolve) => { setTimeout(resolve, 1000 * SECONDS_BETWEEN_LOOKS); });
  }
  isLooking = false;
}

// What says the same stays as it is: whoever reads a row, or has its link in focus, is left alone.
function renew(fresh) {
  const before = list.querySelectorAll("[data-part]");
  if (!before.length) return list.prepend(fresh);
  fresh.querySelectorAll("[data-part]").forEach((part, at) => {
    if (!before[at]) list.querySelector("tbody").append(part);
    else if (!part.isEqualNode(before[at])) before[at].replaceWith(part);
  });
}

function shown(name) {
  const row = document.createElement("p");
  row.className = "sending";
  const title = document.createElement("bdi");
  title.textContent = name;
  const state = document.createElement("span");
  state.className = "sending-state";
  state.textContent = form.dataset.waiting;
  const bar = document.createElement("progress");
  bar.className = "progress";
  bar.value = 0;
  bar.setAttribute("aria-label", `${form.dataset.sending} ${name}`);
  row.append(title, " ", state, bar);
  list.append(row);
  sending.add(row);
  return row;
}

function progress(row, share) {
  row.querySelector(".sending-state").textContent = `${form.dataset.sending} ${Math.floor(100 * share)} %`;
  row.querySelector("progress").value = share;
}

function settle(row, state, reason) {
  row.querySelector(".sending-state").textContent = `${state}: ${reason}`;
  row.querySelector("progress").remove();
  row.classList.add("is-refused");
  sending.delete(row);
}
