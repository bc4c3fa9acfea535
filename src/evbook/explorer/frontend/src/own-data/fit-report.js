// A fit on the page: estimates, what speaks against the model, residuals drawn, and files to take away.

import { button } from "../ui/button.js";
import { copy } from "../ui/clipboard.js";
import { element } from "../ui/dom.js";
import { save } from "../ui/download.js";
import { numberText, quantityText } from "../format/numbers.js";
import { zipped } from "../format/zip.js";
import { fitPlots } from "./fit-plot.js";
import { petab } from "./petab.js";
import { residualPlots } from "./residual-plot.js";
import { estimatesCsv, interval, markdown, residualsCsv, sentences, tests } from "./report-text.js";

/** @import { Fit } from "./fit.js" */

/** @param {string[]} heads @param {(string|Node)[][]} rows @param {string} caption */
function table(heads, rows, caption) {
  return element(
    "div",
    { class: "evx-tables", tabindex: 0, role: "region", "aria-label": caption },
    element(
      "table",
      {},
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)))),
      element(
        "tbody",
        {},
        ...rows.map(([first, ...cells]) =>
          element("tr", {}, element("th", { scope: "row" }, first), ...cells.map((cell) => element("td", {}, cell))),
        ),
      ),
    ),
  );
}

/** What is read and printed of a fit. @param {Fit} fit */
function said(fit) {
  const { estimates, judgement } = fit;
  const words = sentences(fit);
  const rows = estimates.map((one) => [
    one.label,
    quantityText(one.value, one.unit, 4),
    interval(one),
    numberText(one.before, 4),
    one.remark,
  ]);
  return [
    element("p", { class: "evx-verdict" }, judgement.verdict),
    element("p", {}, words.data),
    table(["Number", "Best", "95 % interval", "Began at", "Remark"], rows, "Fitted numbers"),
    ...[words.converged, words.intervals, words.tied, words.aicc].filter(Boolean).map((text) => element("p", {}, text)),
    ...tests(fit).map((text) => element("p", {}, text)),
    ...fitPlots(fit),
    ...residualPlots(fit),
  ];
}

/**
 * @param {Fit} fit
 * @param {object} given
 * @param {() => string} given.link  of the setting that is shown
 * @param {(() => Promise<string>)|null} given.sbml  the model at the setting of the first arm
 * @param {(() => void)|null} given.print
 */
export function fitReport(fit, { link, sbml, print }) {
  const { program } = fit.problem.model;
  const name = `${program.id}-fit`;
  const shown = element("div", { class: "evx-own-report" }, ...said(fit));
  const done = element("span", { role: "status", class: "evx-working" });
  const file = (/** @type {string} */ text, /** @type {string} */ type, /** @type {string} */ end) =>
    save(document, new Blob([text], { type }), `${name}${end}`);
  const problem = async () => {
    try {
      const files = petab(fit, sbml ? await sbml() : "");
      save(
        document,
        new Blob([zipped(new Map(Object.entries(files)))], { type: "application/zip" }),
        `${name}-petab.zip`,
      );
      done.textContent = "";
    } catch (error) {
      done.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  const buttons = element(
    "div",
    { class: "evx-buttons" },
    element("span", {}, "Take this fit away:"),
    button(
      "Copy this report",
      () => void copy(shown, markdown(fit, link())).then((words) => (done.textContent = words)),
    ),
    button("Markdown", () => file(markdown(fit, link()), "text/markdown", ".md")),
    button("Estimates (CSV)", () => file(estimatesCsv(fit), "text/csv", "-estimates.csv")),
    button("Residuals (CSV)", () => file(residualsCsv(fit), "text/csv", "-residuals.csv")),
    ...(sbml ? [button("PEtab", problem, { title: "The fit as a problem that other programs read" })] : []),
    ...(print ? [button("Print", print)] : []),
    done,
  );
  return { shown, buttons, printed: () => element("div", { class: "evx-own-printed" }, ...said(fit)) };
}
