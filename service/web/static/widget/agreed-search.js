// <agreed-search>: search or ask the office's papers from a page of another site.
//
//   <script src="https://papers.example.org/static/widget/agreed-search.js" defer></script>
//   <agreed-search token="agreed_…" mode="ask"></agreed-search>
//
// token   a key that is bound to this page's origin (agreed key create NAME --scope ask --origin ORIGIN)
// mode    "ask" (the default) or "search"
// server  where Agreed answers; otherwise where this script came from
// label   what stands over the field; button: what stands on the button
//
// Colours and type are set on the element from outside: --agreed-ink, --agreed-ink-soft, --agreed-ground,
// --agreed-line, --agreed-accent, --agreed-accent-ink, --agreed-link, --agreed-focus, --agreed-radius, --agreed-font.
// Whatever comes back is put into the page as text, never as HTML. Each answer is also told to the page by an event,
// "agreed-answer", whose detail is the whole object that the API returned.
(() => {
  "use strict";

  const CAME_FROM = new URL(document.currentScript ? document.currentScript.src : location.href).origin;
  const WORDS = {
    ask: { label: "Ask the papers", button: "Ask", hint: "Answers are quotes from the papers, each with its page." },
    search: { label: "Search the papers", button: "Search", hint: "Finds passages of the papers, each with its page." },
    waiting: "Looking in the papers…",
    empty: "Type a question or a few words first.",
    lost: "The papers cannot be reached at the moment. Try again later.",
    nearest: "The nearest passages are shown instead.",
    none: "Nothing was found.",
  };
  const STANDINGS = ["agreed", "recommended", "planned", "reported", "discussed"];
  const PASSAGES = 10;
  const LONGEST_PASSAGE = 400;
  const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

  const STYLE = `
    :host { display: block; color: var(--agreed-ink, #14202b); background: var(--agreed-ground, #ffffff);
      font: 1rem/1.5 var(--agreed-font, inherit); max-inline-size: 44rem; }
    :host([hidden]) { display: none; }
    * { box-sizing: border-box; }
    form { display: grid; gap: 0.375rem; }
    label { font-weight: 700; }
    .hint { margin: 0; color: var(--agreed-ink-soft, #4a5a68); font-size: 0.9375rem; }
    .row { display: flex; flex-wrap: wrap; gap: 0.5rem; }
    input { flex: 1 1 12rem; min-inline-size: 0; min-block-size: 2.75rem; padding: 0.375rem 0.625rem; font: inherit;
      color: inherit; background: transparent; border: 2px solid var(--agreed-line, #6b7c8a);
      border-radius: var(--agreed-radius, 4px); }
    button { min-block-size: 2.75rem; padding: 0.375rem 1.25rem; font: inherit; font-weight: 700; cursor: pointer;
      color: var(--agreed-accent-ink, #ffffff); background: var(--agreed-accent, #0f6a62);
      border: 2px solid transparent; border-radius: var(--agreed-radius, 4px); }
    input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid var(--agreed-focus, #b58300);
      outline-offset: 2px; }
    [role="status"] { margin: 0.75rem 0 0; font-weight: 700; }
    [role="status"]:empty { display: none; }
    ol { list-style: none; margin: 0.75rem 0 0; padding: 0; }
    li { padding: 0.75rem 0; border-block-start: 1px solid var(--agreed-line, #6b7c8a); }
    blockquote { margin: 0.25rem 0; overflow-wrap: anywhere; white-space: pre-line; }
    .standing { display: inline-block; padding: 0 0.5rem; font-size: 0.875rem; font-weight: 700;
      border: 1px solid currentColor; border-radius: var(--agreed-radius, 4px); }
    .source { margin: 0; font-size: 0.9375rem; overflow-wrap: anywhere; color: var(--agreed-ink-soft, #4a5a68); }
    a { color: var(--agreed-link, #0d5a8c); }
    @media (forced-colors: active) { button { border-color: ButtonText; } }
  `;

  const made = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  class AgreedSearch extends HTMLElement {
    #asking = null;
    #parts = null;

    connectedCallback() {
      if (this.#parts) return;
      const words = WORDS[this.#mode];
      const root = this.attachShadow({ mode: "open" });
      // Made by script, so that a page whose policy forbids inline styles may have it, too.
      const style = new CSSStyleSheet();
      style.replaceSync(STYLE);
      root.adoptedStyleSheets = [style];
      const input = made("input", { type: "search", id: "words", maxLength: 2000, autocomplete: "off" });
      input.setAttribute("aria-describedby", "hint");
      const form = made(
        "form",
        {},
        made("label", { htmlFor: "words", id: "label", textContent: this.getAttribute("label") || words.label }),
        made("p", { className: "hint", id: "hint", textContent: words.hint }),
        made("div", { className: "row" }, input,
          made("button", { type: "submit", textContent: this.getAttribute("button") || words.button })),
      );
      form.setAttribute("role", "search");
      form.setAttribute("aria-labelledby", "label");
      const status = made("p");
      status.setAttribute("role", "status");
      const results = made("ol");
      root.append(form, status, results);
      this.#parts = { input, status, results };
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.#submit(input.value.trim());
      });
    }

    disconnectedCallback() {
      this.#asking?.abort();
    }

    get #mode() {
      return this.getAttribute("mode") === "search" ? "search" : "ask";
    }

    get #server() {
      return (this.getAttribute("server") || CAME_FROM).replace(/\/+$/, "");
    }

    async #submit(words) {
      this.#asking?.abort();
      if (!words) {
        this.#show(WORDS.empty);
        this.#parts.input.focus();
        return;
      }
      const asking = (this.#asking = new AbortController());
      this.#show(WORDS.waiting);
      this.#parts.results.setAttribute("aria-busy", "true");
      try {
        const found = await this.#fetched(words, asking.signal);
        if (asking.signal.aborted) return;
        if (this.#mode === "search") this.#showHits(found);
        else this.#showAnswer(found);
        this.dispatchEvent(new CustomEvent("agreed-answer", { detail: found, bubbles: true, composed: true }));
      } catch (error) {
        if (!asking.signal.aborted) this.#show(error instanceof Refused ? error.message : WORDS.lost);
      } finally {
        if (this.#asking === asking) this.#parts.results.removeAttribute("aria-busy");
      }
    }

    async #fetched(words, signal) {
      const asked = this.#mode === "search" ? { query: words, k: PASSAGES } : { question: words };
      const headers = { "Content-Type": "application/json" };
      if (this.getAttribute("token")) headers.Authorization = `Bearer ${this.getAttribute("token")}`;
      const response = await fetch(`${this.#server}/v1/${this.#mode}`, {
        method: "POST", headers, body: JSON.stringify(asked), credentials: "omit", signal,
      });
      const found = await response.json();
      if (!response.ok) throw new Refused([found.detail || found.title, found.hint].filter(Boolean).join(" "));
      return found;
    }

    #showAnswer(answer) {
      const cited = new Map(answer.citations.map((citation) => [citation.id, citation]));
      const claims = answer.claims.map((claim) =>
        this.#item(claim.text, claim.standing, claim.citation_ids.map((id) => cited.get(id)).filter(Boolean)));
      if (claims.length) {
        this.#show(answer.headline || `${claims.length} found.`, claims);
        return;
      }
      const nearest = (answer.nearest || []).map((hit) => this.#item(shortened(hit.text), "", [hit]));
      this.#show([answer.headline, nearest.length ? WORDS.nearest : ""].filter(Boolean).join(" "), nearest);
    }

    #showHits(found) {
      const items = found.hits.map((hit) => this.#item(shortened(hit.text), "", [hit]));
      const said = items.length === 1 ? "1 passage found." : `${items.length} passages found.`;
      this.#show(items.length ? said : WORDS.none, items);
    }

    #item(words, standing, sources) {
      const item = made("li");
      if (STANDINGS.includes(standing)) {
        const name = standing[0].toUpperCase() + standing.slice(1);
        item.append(made("span", { className: `standing ${standing}`, textContent: name }));
      }
      item.append(made("blockquote", { textContent: words }));
      for (const source of sources) item.append(this.#source(source));
      return item;
    }

    #source(found) {
      const { document: paper, page_start: first, page_end: last } = found;
      const link = made("a", { href: this.#address(found), textContent: paper.title || paper.name });
      const pages = first === last ? `page ${first}` : `pages ${first} to ${last}`;
      const facts = [paper.body, paper.date && DAY.format(new Date(paper.date)), pages].filter(Boolean).join(", ");
      return made("p", { className: "source" }, link, `, ${facts}`);
    }

    // The page of the paper, with the words marked.
    #address(found) {
      const asked = new URLSearchParams({ passage: found.passage_id });
      if (found.quote) {
        asked.set("start", found.start);
        asked.set("end", found.end);
      }
      const page = found.boxes?.[0]?.page ?? found.page_start;
      return `${this.#server}/documents/${encodeURIComponent(found.document.id)}/pages/${page}?${asked}#mark`;
    }

    #show(said, items = []) {
      this.#parts.status.textContent = said;
      this.#parts.results.replaceChildren(...items);
    }
  }

  class Refused extends Error {}

  const shortened = (text) => {
    if (text.length <= LONGEST_PASSAGE) return text;
    const end = text.lastIndexOf(" ", LONGEST_PASSAGE);
    return `${text.slice(0, end > 0 ? end : LONGEST_PASSAGE)} …`;
  };

  if (!customElements.get("agreed-search")) customElements.define("agreed-search", AgreedSearch);
})();
