// What was read of a table, a row a column, for the reader to confirm or change; and what the table leaves open, asked.

import { numberText, unitText } from "../format/numbers.js";
import { button } from "../ui/button.js";
import { element, freshId } from "../ui/dom.js";
import { bareSelect } from "../ui/select.js";
import { ROLES } from "./roles.js";

/** @import { Answers, Column, Question, Table } from "./reader.js" */

/** How a role is called on the page. @type {Record<string, string>} */
const CALLED = {
  time: "time",
  value: "measured",
  arm: "arm",
  subject: "subject",
  replicate: "replicate",
  sd: "SD",
  sem: "SEM",
  n: "N",
  censored: "below limit",
  limit: "limit",
  dose: "dose",
  ignored: "ignored",
};

/** @param {number|string} value */
const shown = (value) => (typeof value === "number" ? (Number.isFinite(value) ? numberText(value) : "–") : value);

/**
 * The table of what was read; `change` is called with the reader's own word for a column.
 * @param {Table} table
 * @param {(what: "roles"|"units", letter: string, value: string) => void} change
 */
export function readingTable({ columns }, change) {
  const heads = ["Column", "What it is", "Unit", "Factor", "In the file", "Read as"];
  const rows = columns.map((column) => {
    const { letter, heading, role, unit, factor, first, values } = column;
    const name = heading || `Column ${letter}`;
    const number = !["arm", "subject", "replicate", "ignored"].includes(role);
    const unitField = element("input", {
      type: "text",
      value: unit,
      size: "7",
      "aria-label": `Unit of ${name}`,
      autocomplete: "off",
      spellcheck: "false",
    });
    unitField.addEventListener("change", () => change("units", letter, unitField.value.trim()));
    return element(
      "tr",
      { "data-read": letter },
      element("th", { scope: "row" }, name),
      element(
        "td",
        {},
        bareSelect(
          `What ${name} is`,
          ROLES.map((value) => ({ value, text: CALLED[value] })),
          role,
          (value) => change("roles", letter, value),
        ),
      ),
      element("td", {}, number ? unitField : ""),
      element("td", {}, number && factor !== 1 ? `× ${numberText(factor)}` : ""),
      element("td", {}, first.join(", ")),
      element(
        "td",
        {},
        number
          ? `${values.slice(0, 3).map(shown).join(", ")}${unit ? ` ${unitText(unit.replaceAll("^", "**"))}` : ""}`
          : values.slice(0, 3).map(shown).join(", "),
      ),
    );
  });
  return element(
    "div",
    { class: "evx-tables", tabindex: 0, role: "region", "aria-label": "What was read" },
    element(
      "table",
      { class: "evx-own-reading" },
      element("caption", {}, "What was read: change what is not so"),
      element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)))),
      element("tbody", {}, ...rows),
    ),
  );
}

/**
 * One question with what may be answered.
 * @param {Question} question
 * @param {Table} table
 * @param {(change: (answers: Answers) => Answers) => void} answer
 */
export function asked({ sentence, option, column, choices }, table, answer) {
  const id = freshId("asked");
  const given = (/** @type {string} */ value) => answer((answers) => answered(answers, option, column, value));
  const known =
    option === "time"
      ? choices.map((letter) => ({ value: letter, text: textOf(table.columns, letter) }))
      : choices.map((value) => ({ value, text: value }));
  if (known.length) {
    const box = element(
      "select",
      { id },
      ...[{ value: "", text: "choose" }, ...known].map(({ value, text }) => element("option", { value }, text)),
    );
    box.addEventListener("change", () => box.value && given(box.value));
    return element("div", { class: "evx-own-asked" }, element("label", { for: id }, sentence), box);
  }
  const field = element("input", { id, type: "text", size: "10", autocomplete: "off", spellcheck: "false" });
  const take = () => field.value.trim() && given(field.value.trim());
  field.addEventListener("keydown", (event) => event.key === "Enter" && take());
  return element(
    "div",
    { class: "evx-own-asked" },
    element("label", { for: id }, sentence),
    field,
    button("Answer", take),
  );
}

/** @param {Column[]} columns @param {string} letter */
const textOf = (columns, letter) => columns.find((one) => one.letter === letter)?.heading || `Column ${letter}`;

/**
 * The answers with one more.
 * @param {Answers} answers
 * @param {string} option
 * @param {string} column
 * @param {string} value
 * @returns {Answers}
 */
export function answered(answers, option, column, value) {
  if (option === "roles" || option === "units")
    return { ...answers, [option]: { ...answers[option], [column]: value } };
  if (option === "missing") return { ...answers, missing: [...(answers.missing ?? []), value] };
  if (option === "limit") return { ...answers, limit: Number(value.replace(",", ".")) };
  return { ...answers, [option]: value };
}
