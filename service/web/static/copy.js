// Copies an answer with its references. A button names the field that holds the text (data-copy), a link the
// address that gives it (data-copy-from); without this script the field is selected by hand, and the link
// opens the page with the fields.

document.querySelectorAll("button[data-copy]").forEach((button) => { button.hidden = false; });

document.addEventListener("click", (event) => {
  const trigger = event.target.closest?.("[data-copy], [data-copy-from]");
  if (!trigger) return;
  event.preventDefault();
  copy(trigger);
});

async function copy(trigger) {
  const field = document.getElementById(trigger.dataset.copy ?? "");
  try {
    await write(field ? field.value : await fetched(trigger.dataset.copyFrom));
    tell(trigger, trigger.dataset.copied);
  } catch {
    if (!field) { location.assign(trigger.href); return; }
    field.focus();
    field.select();
    tell(trigger, trigger.dataset.notCopied);
  }
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.text();
}

async function write(text) {
  if (!navigator.clipboard) throw new Error("no clipboard");
  await navigator.clipboard.writeText(text);
}

// Said where the page has a place for it, else in the trigger's own words for a while.
function tell(trigger, words) {
  const place = document.getElementById("copied") ?? document.getElementById("live");
  if (place) { place.classList.remove("visually-hidden"); place.textContent = words; }
}
