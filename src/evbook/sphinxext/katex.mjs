// Renders formulae for mathematics.py: one line of JSON {latex, display, light} in, one line {html} or {error} out.

import { createInterface } from "node:readline";
import katex from "katex";
import { lighter } from "./lighter.mjs";

const macros = JSON.parse(process.argv[2] ?? "{}");

for await (const line of createInterface({ input: process.stdin })) {
  const { latex, display, light } = JSON.parse(line);
  let answer;
  try {
    const tree = katex.__renderToDomTree(latex, {
      displayMode: display,
      throwOnError: true,
      macros: { ...macros },
      // A class on a part of a formula, which sets EV terms apart, is all that a formula may bring into the page.
      trust({ command }) {
        if (command === "\\htmlClass") return true;
        throw new Error(`KaTeX: ${command} is not trusted in this book`);
      },
      strict: (code) => (["htmlExtension", "unicodeTextInMathMode"].includes(code) ? "ignore" : "error"),
    });
    answer = { html: (light ? lighter(tree, latex) : tree).toMarkup() };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
