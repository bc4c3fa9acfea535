// KaTeX's tree with fewer elements and the same picture.
//
// KaTeX sets a subscript in thirteen elements and a fraction in nineteen: tables with rows for height and depth.
// A formula's height is given by its struts alone, so here
// - a single script is one element with a `vertical-align` of its own (`katex-script`),
// - scripts above each other, fractions, under-braces and columns are one element that holds its layers, each a block
//   without height whose baseline lies three em below its top (`katex-stack`; theme/styles/26-formulae.css),
// - space is a margin of its neighbour, and an element that neither a rule nor a style concerns is left out.
// What is read aloud is rewritten beside (aloud.mjs).
// MathML alone would need half of these elements and a third of the bytes.  It was tried on three chapters: Chromium
// and WebKit do not align equations at their signs, WebKit loses bars over letters (x for its mean), and a machine
// without a typeface for mathematics has subscripts on the line; only Firefox sets it well.  So both stay.
// tests/site/test_formulae.py sets every formula of the book both ways in a browser and compares where each sign lies.

import { aloud } from "./aloud.mjs";

/** Classes that say what a part is and that no rule of KaTeX's sheet looks at. */
const PLAIN = new Set([
  "mord",
  "mbin",
  "mrel",
  "mopen",
  "mclose",
  "mpunct",
  "mop",
  "minner",
  "mtight",
  "mathrm",
  "text",
  "mfrac",
  "msupsub",
]);

/** What holds layers that can be stacked, by one of its classes. */
const STACKED = ["msupsub", "mfrac", "munder", "col-align-l", "col-align-r", "col-align-c"];

/** What is left as KaTeX made it, since its sheet has rules for what is right inside. */
const WHOLE = [
  "delimsizinginner",
  "katex-stretchy",
  "svg-align",
  "katex-accent",
  "sqrt",
  "hide-tail",
  "vlist-t",
  "vlist-r",
  "vlist",
];

/** Height of the struts in `katex-stack`, in em: KaTeX's own unless something is very tall. */
const STRUT = 3;

const em = (/** @type {string | undefined} */ text) => Number.parseFloat(text ?? "0");
const inEm = (/** @type {number} */ value) => `${+value.toFixed(4)}em`;
const has = (node, ...names) => names.some((name) => node.classes?.includes(name));
const styled = (node) => Object.keys(node.style ?? {}).length > 0 || Object.keys(node.attributes ?? {}).length > 0;

/** A part that could be left out but for what it holds. */
const plain = (node) => node.children && !styled(node) && node.classes.every((name) => !name || PLAIN.has(name));

/** Font size of a `katex-sizing` element in that of its parent. */
function ratio(node) {
  const sizes = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488];
  const [, from] = node.classes.join(" ").match(/\breset-size(\d+)/);
  const [, to] = node.classes.join(" ").match(/(?:^| )size(\d+)/);
  return sizes[to - 1] / sizes[from - 1];
}

/** The width of a part that is nothing but space, in em of the line it stands in. */
function space(node) {
  if (!node?.children || node.children.length) return undefined;
  if (has(node, "nulldelimiter"))
    return styled(node) ? undefined : 0.12 * (has(node, "katex-sizing") ? ratio(node) : 1);
  return has(node, "mspace") && Object.keys(node.style).join() === "marginRight"
    ? em(node.style.marginRight)
    : undefined;
}

/** Whether a part can have space at its sides. */
const takes = (node) =>
  node && !has(node, "mspace") && (node.text !== undefined || has(node, "katex-stack", "katex-script"));

/** Add space, in em of the line it stands in, at a side of a part. */
function widen(node, side, width) {
  const scale = has(node, "katex-script") ? ratio(node) : 1;
  // KaTeX writes the slant of a letter as its margin
  const slant = side === "marginRight" && node.italic > 0 ? node.italic : 0;
  if (slant) node.italic = 0;
  node.style[side] = inEm(em(node.style[side]) + slant + width / scale);
}

/** Take colours from parts that stand in a part of that colour, and give a part the colour that all in it have. */
function colour(node, around) {
  if (!node.style) return;
  const inside = node.children ?? [];
  const own = node.style.color ?? around;
  inside.forEach((child) => colour(child, own));
  const [first] = inside;
  if (first?.style?.color && !node.style.color && !has(node, "vlist", "vlist-r", "vlist-t", "katex-base", ...STACKED)) {
    if (inside.every((child) => child.style?.color === first.style.color)) {
      node.style.color = first.style.color;
      inside.forEach((child) => delete child.style.color);
    }
  }
  if (node.style.color === around) delete node.style.color;
}

/**
 * The layers of a `vlist-t`, each with how far its baseline lies below the list's; nothing if it is of another make.
 */
function layers(table) {
  const list = table.children[0]?.children[0];
  if (!list || !has(list, "vlist")) return undefined;
  const found = list.children.map((layer) => {
    const [strut, ...content] = layer.children;
    if (!strut || !has(strut, "pstrut")) return undefined;
    return { layer, content, strut: em(strut.style.height), below: em(layer.style.top) + em(strut.style.height) };
  });
  return found.includes(undefined) ? undefined : found;
}

/** Lightens formulae; `Span` is KaTeX's class of elements. */
class Lighter {
  constructor(Span) {
    this.Span = Span;
  }

  span(classes, children, style = {}) {
    const made = new this.Span(classes, children);
    Object.assign(made.style, style);
    return made;
  }

  /** The nodes that take the place of `node`. */
  node(node) {
    if (node.text !== undefined) {
      node.classes = node.classes.filter((name) => name && !PLAIN.has(name));
      return [node];
    }
    if (!node.style || !node.classes) return [node]; // drawings
    if (!node.children || has(node, ...WHOLE)) return [this.inside(node)];
    const table = node.children.find((child) => has(child, "vlist-t"));
    if (table && node.children.length === 1 && has(node, ...STACKED)) {
      const stack = this.stack(node, table);
      if (stack) return [stack];
    }
    if (has(node, "delimcenter") && em(node.style.top) === 0) {
      delete node.style.top;
      node.classes = node.classes.filter((name) => name !== "delimcenter");
    }
    node.children = this.row(node.children);
    if (plain(node)) return node.children;
    if (node.children.length === 1) return [this.merged(node)];
    return [node];
  }

  /** `node` as KaTeX made it, with what lies deeper inside lightened. */
  inside(node) {
    const part = (/** an element that its parent may have a rule for */ one) => {
      if (!plain(one) || !one.children.length) return this.node(one);
      one.children = this.row(one.children);
      return [one];
    };
    node.children?.forEach((child) => (child.children &&= child.children.flatMap(part)));
    return node;
  }

  /** An element and its only child in one, where neither undoes the other. */
  merged(node) {
    const [child] = node.children;
    const names = Object.keys(node.style);
    if (plain({ ...node, style: {} }) && names.join() === "color") {
      child.style.color ??= node.style.color;
      return child;
    }
    const bracket = has(node, "delimcenter") && !has(node, "katex-sizing") && has(child, "delimsizing");
    if (!bracket || names.join() !== "top" || "top" in child.style) return node;
    child.classes = [...node.classes, ...child.classes].filter((name) => name && !PLAIN.has(name));
    child.style.top = node.style.top;
    return child;
  }

  /** Neighbours on one line: space between them becomes a margin of one. */
  row(nodes) {
    const flat = nodes.flatMap((node) => this.node(node));
    const out = [];
    flat.forEach((node, place) => {
      const width = space(node);
      const [before, after] = [flat[place - 1], flat[place + 1]];
      // an operator takes the space on both its sides
      const operator = takes(after) && space(flat[place + 2]) !== undefined && before?.style?.marginLeft === undefined;
      if (width === undefined) out.push(node);
      else if (takes(before) && !operator) widen(before, "marginRight", width);
      else if (takes(after)) widen(after, "marginLeft", width);
      else out.push(node);
    });
    return this.coloured(out);
  }

  /** Neighbours of one colour in one element that has it. */
  coloured(nodes) {
    const out = [];
    for (let start = 0; start < nodes.length; ) {
      const { color } = nodes[start].style ?? {};
      let end = start + 1;
      while (color && nodes[end]?.style?.color === color) end += 1;
      const run = nodes.slice(start, end);
      if (run.length > 1) {
        run.forEach((node) => delete node.style.color);
        out.push(this.span([], run, { color }));
      } else {
        out.push(...run);
      }
      start = end;
    }
    return out;
  }

  /** Layers above each other, or a single script, in as few elements as show them in the same place. */
  stack(node, table) {
    const found = layers(table);
    if (!found) return undefined;
    if (found.length === 1 && has(node, "msupsub")) {
      const [{ layer, content, below }] = found;
      if (content.length === 1 && has(content[0], "katex-sizing")) {
        const scale = ratio(content[0]);
        const style = { verticalAlign: inEm(-below / scale) };
        if (em(layer.style.marginLeft)) style.marginLeft = inEm(em(layer.style.marginLeft) / scale);
        if (em(layer.style.marginRight)) style.marginRight = inEm(em(layer.style.marginRight) / scale);
        const [script] = content;
        script.classes = ["katex-script", ...script.classes.filter((name) => name && !PLAIN.has(name))];
        Object.assign(script.style, style);
        script.children = this.row(script.children);
        return script;
      }
    }
    const strut = Math.max(STRUT, ...found.map((one) => one.strut));
    const children = found.map(({ layer, content, below }) => {
      const { top, ...style } = layer.style;
      for (const side of ["marginLeft", "marginRight"]) if (!em(style[side])) delete style[side];
      style.top = inEm(below - strut);
      const [bar] = content;
      if (content.length === 1 && has(bar, "frac-line")) {
        const { borderBottomWidth, ...rest } = bar.style;
        if (em(borderBottomWidth) !== 0.04) style["--bar"] = borderBottomWidth;
        return this.span(["katex-bar"], [], { ...style, ...rest });
      }
      return this.span(layer.classes, this.row(content), style);
    });
    const align = node.classes.filter((name) => name.startsWith("col-align"));
    const made = this.span(["katex-stack", ...align, ...(has(node, "mfrac", "munder") ? ["middle"] : [])], children);
    if (strut > STRUT) made.style["--strut"] = inEm(strut);
    return made;
  }
}

/** Lighten a formula, `tree` as `katex.__renderToDomTree` gives it, and return it. */
export function lighter(tree, latex) {
  const made = new Lighter(tree.constructor);
  const walk = (node) => {
    if (has(node, "katex-mathml")) {
      aloud(node.children[0], latex);
    } else if (has(node, "katex-html")) {
      colour(node);
      node.children
        .filter((part) => has(part, "katex-base"))
        .forEach((base) => (base.children = made.row(base.children)));
    } else {
      node.children?.forEach(walk);
    }
  };
  walk(tree);
  return tree;
}
