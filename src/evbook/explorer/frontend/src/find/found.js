// On the page that was found: the words are marked, what hides the first of them opens, and it comes into view.

import { names, plain, wordsIn } from "./words.js";

/** Parts whose words are no running text, or are drawn anew. */
const APART = "script, style, svg, math, .katex, button, select, textarea, .evbook-explorer, .evbook-map figure";
const MOST = 2000;

/** @param {Element} root @param {Set<string>} words @returns {Range[]} */
function ranges(root, words) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element
      ? node.matches(APART)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_SKIP
      : NodeFilter.FILTER_ACCEPT,
  );
  /** @type {Range[]} */
  const found = [];
  for (let node = walker.nextNode(); node && found.length < MOST; node = walker.nextNode()) {
    const text = node.nodeValue ?? "";
    const folded = plain(text);
    // Where folding changes the length, places in it are not places in the text; such a text is marked whole words only
    // as far as they can be placed.
    const same = folded.length === text.length;
    let from = 0;
    for (const { word, at } of wordsIn(folded)) {
      if (!names(word).some((name) => words.has(name))) continue;
      const start = same ? at : text.toLowerCase().indexOf(word, from);
      if (start < 0) continue;
      from = start + word.length;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, from);
      found.push(range);
    }
  }
  return found;
}

/** @param {Node} node */
function openAround(node) {
  let opened = false;
  for (let part = node.parentElement?.closest("details"); part; part = part.parentElement?.closest("details")) {
    opened ||= !part.open;
    part.open = true;
  }
  return opened;
}

function begin() {
  const address = new URL(location.href);
  const words = new Set((address.searchParams.get("find") ?? "").split(" ").filter(Boolean));
  const main = document.querySelector("main article");
  if (!words.size || !main) return;
  const all = ranges(main, words);
  const marks = /** @type {any} */ (globalThis).CSS?.highlights;
  if (marks) marks.set("found", new /** @type {any} */ (globalThis).Highlight(...all));
  const target = address.hash && document.getElementById(decodeURIComponent(address.hash.slice(1)));
  const within = all.filter(({ startContainer }) => !target || target.contains(startContainer));
  const seen = within.find(({ startContainer }) => !startContainer.parentElement?.closest("details:not([open])"));
  const first = seen ?? within[0];
  const section = !target || target.matches("section");
  if (first && section) {
    openAround(first.startContainer);
    first.startContainer.parentElement?.scrollIntoView({ block: "center" });
  }
  address.searchParams.delete("find");
  try {
    // The address is the place again, to be copied and cited.
    history.replaceState(history.state, "", address);
  } catch {
    // an address from a folder stays as it is
  }
}

begin();
