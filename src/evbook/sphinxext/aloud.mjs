// MathML as it is read aloud: KaTeX's without the copy of its source, looks, space and needless rows, names in one
// piece.
//
// It is never seen (KaTeX's own elements are), and a page has fewer elements for it.

/** Parts of MathML that hold any number of others in a row. */
const ROWS = new Set(["math", "mrow", "mstyle", "mtd", "msqrt", undefined]); // an operator's name comes in a fragment
const isRow = (node) => ROWS.has(node.type);
/** Upright letters of a name, each of which KaTeX takes for a name of its own. */
const isName = ({ type, attributes, children }) =>
  type === "mi" &&
  attributes.mathvariant === "normal" &&
  children.length === 1 &&
  /^[A-Za-z]+$/.test(children[0].text ?? "");
const isSpace = ({ character, type, children }) =>
  character !== undefined || (type === "mtext" && children.every((child) => !child.text?.trim()));

/** What takes the place of a part in a row. */
function spoken(node) {
  if (isSpace(node)) return [];
  if (!node.children) return [node];
  const parts = node.children.flatMap((child) => {
    const said = spoken(child);
    // a fraction has two parts, whatever they hold
    return isRow(node) ? said : [oneOf(said, node.constructor)];
  });
  if (["mrow", "mstyle", undefined].includes(node.type)) return parts;
  node.children = isRow(node) ? parts.reduce(joined, []) : parts;
  return [node];
}

/** These parts as one: itself if it is alone, else an `mrow`; `Part` is KaTeX's class of elements. */
function oneOf(parts, Part) {
  const together = parts.reduce(joined, []);
  return together.length === 1 ? together[0] : new Part("mrow", together);
}

/** `E` and `V` as one name, as `\mathrm{EV}` means it. */
function joined(parts, next) {
  const last = parts.at(-1);
  if (last && isName(last) && isName(next)) last.children[0].text += next.children[0].text;
  else parts.push(next);
  return parts;
}

/** Rewrite KaTeX's `math`; its source in LaTeX becomes the alternative text. */
export function aloud(math, latex) {
  const [semantics] = math.children;
  math.children = spoken(semantics.children[0]);
  math.setAttribute("alttext", latex.replace(/\s+/g, " ").trim());
}
