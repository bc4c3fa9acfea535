// A text as words, in one way for the index, for what is typed and for what is marked on the page found.

// Names that differ in a number name different things: miR-21 is not miR-210, and PD-L1 not PD-L2.  So a word with a
// number is kept whole, and found whole; other words are parted at hyphens, so that "drug export" is "drug-export".

/** @type {Record<string, string>} */
const GREEK = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  σ: "sigma",
  τ: "tau",
  φ: "phi",
  ω: "omega",
};

const WORD = /[\p{L}\p{N}_]+(?:[-.'’][\p{L}\p{N}_]+)*\*?/gu;
const STOPPED = new Set(
  (
    "a an and are as at be but by do for from has have how in is it its may not of on or than that the their there " +
    "these this to was what when where which who why with"
  ).split(" "),
);
const NUMBERED = /\d/;
const BARE = /^(?!(?:19|20)\d\d$)\d[\d.]*$/;

/** A text in small letters, without accents, Greek letters by name, and each dash a hyphen. @param {string} text */
export function plain(text) {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u00ad\u200b\u2060]/g, "")
    .toLowerCase()
    .replace(/[‐‑‒–]/g, "-")
    .replace(/[α-ω]/g, (letter) => GREEK[letter] ?? letter);
}

/** A word without the ending of a plural. @param {string} word */
function singular(word) {
  if (word.length < 4 || NUMBERED.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  return /[^aeious]s$|[aeo]es$|[^siu]s$/.test(word) ? word.slice(0, -1) : word;
}

/** The words of a plain text, each with its place. @param {string} text */
export function* wordsIn(text) {
  for (const match of text.matchAll(WORD)) yield { word: match[0].replace(/['’]s$/, ""), at: match.index };
}

/**
 * What a word is found by: itself; with a number in it also what stands before a hyphen (miR-21-5p is a miR-21) and all
 * of it without hyphens; without one its parts.
 * @param {string} word
 * @returns {string[]}
 */
export function names(word) {
  const parts = word.split(/[-.'’]/);
  if (parts.length === 1) return [singular(word)];
  const found = [word];
  if (NUMBERED.test(word)) {
    for (let i = 1; i < parts.length; i++) found.push(parts.slice(0, i).join("-"));
    found.push(parts.join(""));
  }
  return [...new Set([...found, ...parts.filter((part) => part.length > 1 && !/^\d+$/.test(part)).map(singular)])];
}

/** The words under which a text is kept: no bare numbers but years. @param {string} text @returns {string[]} */
export function kept(text) {
  const found = [];
  for (const { word } of wordsIn(plain(text))) if (!STOPPED.has(word) && !BARE.test(word)) found.push(...names(word));
  return found;
}

/** The words that are looked for when this is typed, all of them. @param {string} query @returns {string[]} */
export function asked(query) {
  const found = [];
  for (const { word } of wordsIn(plain(query))) {
    const parts = word.split(/[-.'’]/);
    // P-gp and t-test are one word each
    if (NUMBERED.test(word) || parts.some((part) => part.length < 2))
      found.push(parts.length > 1 ? word : singular(word));
    else found.push(...parts.map(singular));
  }
  const telling = found.filter((word) => !STOPPED.has(word));
  return [...new Set(telling.length ? telling : found)];
}

/** Whether a word may be found by its beginning, or mistyped: one with a number may not. @param {string} word */
export const lenient = (word) => word.length > 2 && !NUMBERED.test(word);

/**
 * Whether a text holds all the words of a query, asked of many: whole words, or the beginning of one without a number.
 * @param {string} text
 * @returns {(query: string) => boolean}
 */
export function holder(text) {
  const folded = plain(text);
  const all = [...new Set(kept(text))];
  return (query) =>
    asked(query).every((word) =>
      BARE.test(word)
        ? new RegExp(`(?<![\\d.])${word.replaceAll(".", "\\.")}(?![\\d.]*\\d)`).test(folded)
        : all.some((name) => name === word || (lenient(word) && name.startsWith(word))),
    );
}
