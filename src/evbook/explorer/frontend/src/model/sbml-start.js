// What stands in an SBML document as a number that its initial assignments give anew when a parameter changes.
// The assignments win; the numbers are for programs that pass over them, and must then be those of this setting.

/**
 * A piece of MathML: what it is, its text, and its parts.
 * @typedef {{tag: string, attributes: string, text: string, parts: MathNode[]}} MathNode
 */

/** @type {Record<string, (...values: number[]) => number>} */
const FUNCTIONS = {
  plus: (...values) => values.reduce((a, b) => a + b, 0),
  times: (...values) => values.reduce((a, b) => a * b, 1),
  minus: (a, b) => (b === undefined ? -a : a - b),
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
  exp: Math.exp,
  ln: Math.log,
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  abs: Math.abs,
  lt: (a, b) => Number(a < b),
  leq: (a, b) => Number(a <= b),
  gt: (a, b) => Number(a > b),
  geq: (a, b) => Number(a >= b),
  and: (...values) => Number(values.every(Boolean)),
  or: (...values) => Number(values.some(Boolean)),
  not: (a) => Number(!a),
};

/** @param {string} mathml  what stands inside <math> @returns {MathNode} */
function read(mathml) {
  /** @type {MathNode} */
  const root = { tag: "math", attributes: "", text: "", parts: [] };
  const open = [root];
  for (const [, closing, tag, attributes, alone, text] of mathml.matchAll(/<(\/?)([\w:-]+)([^>]*?)(\/?)>|([^<]+)/g)) {
    if (text !== undefined) open[open.length - 1].text += text;
    else if (closing) open.pop();
    else {
      const made = { tag, attributes, text: "", parts: [] };
      open[open.length - 1].parts.push(made);
      if (!alone) open.push(made);
    }
  }
  return root.parts[0];
}

/**
 * @param {MathNode} node
 * @param {(id: string) => number} of  what an id is worth
 * @returns {number} NaN for what is not read here
 */
function worth(node, of) {
  const { tag, attributes, parts } = node;
  if (tag === "cn") {
    // "1.5 <sep/> 3" has its separator among the parts and both numbers in its text.
    const [first, second] = node.text.trim().split(/\s+/).map(Number);
    if (attributes.includes('"e-notation"')) return Number(`${first}e${second}`);
    return attributes.includes('"rational"') ? first / second : first;
  }
  if (tag === "ci") return of(node.text.trim());
  if (tag === "csymbol") return 0;
  if (tag === "pi") return Math.PI;
  if (tag === "piecewise") {
    for (const { tag: kind, parts: both } of parts)
      if (kind === "otherwise" || worth(both[1], of)) return worth(both[0], of);
    return Number.NaN;
  }
  if (tag !== "apply") return Number.NaN;
  const [{ tag: name }, ...given] = parts;
  const inner = given.find((part) => part.tag === "degree" || part.tag === "logbase");
  const values = given.filter((part) => part !== inner).map((part) => worth(part, of));
  const extra = inner ? worth(inner.parts[0], of) : undefined;
  if (name === "root") return values[0] ** (1 / (extra ?? 2));
  if (name === "log") return Math.log(values[0]) / Math.log(extra ?? 10);
  return FUNCTIONS[name]?.(...values) ?? Number.NaN;
}

/** Elements that bear a number of the start, and the attributes that hold it. */
const BEARERS = /<(?:species|parameter|speciesReference)\b[^>]*>/g;
const NUMBER = /\s(value|initialAmount|initialConcentration|stoichiometry)="([^"]*)"/;

/**
 * The document with the numbers that its initial assignments give; one that cannot be worked out is left away.
 * @param {string} text
 * @returns {string}
 */
export function withStartingNumbers(text) {
  /** @param {RegExp} pattern */
  const mathOf = (pattern) => new Map([...text.matchAll(pattern)].map(([, id, mathml]) => [id, mathml]));
  const assigned = mathOf(/<initialAssignment\b[^>]*\ssymbol="([^"]+)"[\s\S]*?<math[^>]*>([\s\S]*?)<\/math>/g);
  const ruled = mathOf(/<assignmentRule\b[^>]*\svariable="([^"]+)"[\s\S]*?<math[^>]*>([\s\S]*?)<\/math>/g);
  const stated = new Map(
    [...text.matchAll(BEARERS)].map(([tag]) => [/\sid="([^"]+)"/.exec(tag)?.[1] ?? "", Number(NUMBER.exec(tag)?.[2])]),
  );
  /** @type {Map<string, number>} */
  const known = new Map();
  /** @param {string} id @returns {number} */
  const of = (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const mathml = assigned.get(id) ?? ruled.get(id);
    const value = mathml === undefined ? (stated.get(id) ?? Number.NaN) : worth(read(mathml), of);
    known.set(id, value);
    return value;
  };
  return text.replace(BEARERS, (tag) => {
    const id = /\sid="([^"]+)"/.exec(tag)?.[1] ?? "";
    if (!assigned.has(id)) return tag;
    const value = of(id);
    return tag.replace(NUMBER, (_, name) => (Number.isFinite(value) ? ` ${name}="${value}"` : ""));
  });
}
