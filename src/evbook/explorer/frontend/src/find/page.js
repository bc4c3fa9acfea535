// The page of the search: what is typed is looked for at once, and what is found is a list of links to the very places.

import { element } from "../ui/dom.js";
import { searcher } from "./index.js";
import { pieces, snippet } from "./snippet.js";

/** @import { Findable, Hit, Kind } from "./index.js" */

/** What each kind is called, one and several. @type {Record<Kind, [string, string]>} */
const KINDS = {
  page: ["Page", "Pages"],
  section: ["Section", "Sections"],
  model: ["Model", "Models"],
  claim: ["Claim", "Claims"],
  number: ["Number", "Numbers"],
  term: ["Term", "Terms"],
};
const AT_ONCE = 25;

/** @param {{text: string, marked: boolean}[]} parts */
const marked = (parts) => parts.map(({ text, marked }) => (marked ? element("mark", {}, text) : text));

/** An address with the words to be marked there. @param {string} address @param {string[]} words */
function withWords(address, words) {
  const [page, anchor] = address.split("#");
  return `${page}?find=${words.map(encodeURIComponent).join("+")}${anchor ? `#${anchor}` : ""}`;
}

/** @param {Hit} hit */
function item({ found, words }) {
  const met = new Set(words);
  const link = element("a", { href: withWords(found.address, words) }, ...marked(pieces(found.title, met)));
  const also = found.kind === "model" || found.kind === "claim" ? found.also : "";
  const where = [found.where, also].filter(Boolean).join(", ");
  return element(
    "li",
    { class: "found" },
    element(
      "p",
      { class: "found-title" },
      element("span", { class: `found-kind found-${found.kind}` }, KINDS[found.kind][0]),
      " ",
      link,
    ),
    ...(where ? [element("p", { class: "found-where" }, ...marked(pieces(where, met)))] : []),
    ...(found.text ? [element("p", { class: "found-text" }, ...marked(snippet(found.text, met)))] : []),
  );
}

/** @param {number} count @param {Kind} kind */
const counted = (count, kind) => `${KINDS[kind][count === 1 ? 0 : 1]} ${count}`;

/** @param {Findable} findable @param {HTMLFormElement} form @param {HTMLElement} results */
async function enliven(findable, form, results) {
  const find = await searcher(findable);
  const field = /** @type {HTMLInputElement} */ (form.querySelector("input[type=search]"));
  const said = element("p", { class: "found-said", role: "status" });
  const filter = element("div", { class: "found-filter", role: "group", "aria-label": "Kinds" });
  const list = element("ol", { class: "found-list" });
  const more = element("button", { type: "button", class: "found-more", hidden: true });
  results.replaceChildren(said, filter, list, more);
  /** @type {Hit[]} */
  let hits = [];
  /** @type {Kind | ""} */
  let only = "";
  let shown = 0;

  const chosen = () => hits.filter(({ found }) => !only || found.kind === only);

  /** @param {number} count */
  function show(count) {
    const all = chosen();
    list.append(...all.slice(shown, count).map(item));
    shown = Math.min(count, all.length);
    more.hidden = shown >= all.length;
    more.textContent = `Show ${Math.min(AT_ONCE, all.length - shown)} more of ${all.length}`;
  }

  function restart() {
    list.replaceChildren();
    shown = 0;
    for (const button of filter.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.value === only));
    show(AT_ONCE);
  }

  function look() {
    const query = field.value.trim();
    const answer = find(query);
    hits = answer.hits;
    only = "";
    const counts = /** @type {[Kind, number][]} */ (
      Object.keys(KINDS).map((kind) => [kind, hits.filter(({ found }) => found.kind === kind).length])
    ).filter(([, count]) => count);
    const button = (/** @type {string} */ value, /** @type {string} */ text) =>
      element("button", { type: "button", value, "aria-pressed": "false" }, text);
    filter.replaceChildren(
      ...(counts.length > 1
        ? [button("", `All ${hits.length}`), ...counts.map(([kind, n]) => button(kind, counted(n, kind)))]
        : []),
    );
    const held = hits.length === 1 ? "place holds" : "places hold";
    const what = answer.whole ? "it" : "some of these words; none holds all";
    said.textContent = !query
      ? "Pages and their sections, models, claims, numbers and terms can be found."
      : !hits.length
        ? `Nothing holds “${query}”. Try fewer words, or the contents.`
        : `${hits.length} ${held} ${what}.`;
    restart();
    document.title = `${query ? `${query} · ` : ""}Search`;
  }

  filter.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button) return;
    only = /** @type {Kind | ""} */ (button.value);
    restart();
  });
  more.addEventListener("click", () => {
    const first = shown;
    show(shown + AT_ONCE);
    /** @type {HTMLElement | null} */ (list.children[first]?.querySelector("a"))?.focus();
  });
  /** The address of the page follows what is typed, where it may: a page from a folder keeps its own. */
  const follow = () => {
    try {
      history.replaceState(null, "", `?q=${encodeURIComponent(field.value.trim())}`);
    } catch {
      // an address that may not be written changes nothing that is seen
    }
  };
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      look();
      follow();
    }, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
    follow();
  });
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  look();
  if (!field.value) field.focus();
}

/** Enliven the page of the search. */
export function begin() {
  const form = document.querySelector("form.search-large");
  const results = document.getElementById("search-results");
  const findable = /** @type {any} */ (globalThis).evbook?.findable;
  if (form instanceof HTMLFormElement && results && findable) enliven(findable, form, results);
}
