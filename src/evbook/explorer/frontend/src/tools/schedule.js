// The tool that edits what is given and when: a line for each kind of dose or session, that can be added to and
// removed.

import { button } from "../ui/button.js";
import { element, freshId } from "../ui/dom.js";
import { fieldText, numberText, unitText } from "../format/numbers.js";
import { checkedRow, editableRows, kindsOf, MOST_ROWS, MOST_TIMES } from "../model/schedule.js";
import { sameSchedule, withSchedule } from "../model/setting.js";

/** @import { Row } from "../types.js" */
/** @import { Kind } from "../model/schedule.js" */

/** @type {{key: "start"|"size"|"every"|"count", whole?: boolean}[]} */
const FIELDS = [{ key: "start" }, { key: "size" }, { key: "every" }, { key: "count", whole: true }];

/** What a field of a row is called. @param {Kind} kind @param {string} key @param {string} time the unit of time */
function caption(kind, key, time) {
  if (key === "start") return `First at (${time})`;
  if (key === "size") return kind.kind === "dose" ? `Amount (${unitText(kind.unit) || "no unit"})` : `Lasts (${time})`;
  return key === "every" ? `Every (${time})` : "Times";
}

/** @type {import("./registry.js").Tool} */
export const schedule = {
  id: "schedule",
  make(explorer) {
    const { model } = explorer;
    const kinds = kindsOf(model);
    const time = unitText(model.program.time.unit);
    const lines = element("div", { class: "evx-rows", role: "list" });
    const note = element("p", { class: "evx-remark", role: "status" });
    const which = element(
      "select",
      { id: freshId("give") },
      ...kinds.map(({ name, label }) => element("option", { value: name }, label)),
    );
    const add = button("Add a row", () => {
      const rows = present();
      if (rows.length >= MOST_ROWS) return void (note.textContent = `A schedule has at most ${MOST_ROWS} rows.`);
      const name = which.value;
      const like = rows.find((row) => row.name === name);
      const span = explorer.setting.end - model.program.time.start;
      const kind = /** @type {Kind} */ (kinds.find((one) => one.name === name));
      // Half-way, once, and as much as is given already.
      const fresh = {
        name,
        start: Number((span / 2).toPrecision(3)),
        size: like?.size ?? (kind.kind === "session" ? Number((span / 10).toPrecision(2)) : 1),
        every: 0,
        count: 1,
      };
      set([...rows, fresh], `Row ${rows.length + 1} added: ${kind.label}.`);
    });
    const back = button("Back to the model's own", () => set(null, "The model's own schedule is back."));
    let open = false;
    /** The rows that the lines show. @type {Row[]|null} */
    let shown = null;

    const present = () =>
      explorer.setting.schedule ?? /** @type {Row[]} */ (editableRows(model, explorer.setting.values));
    /** @param {Row[]|null} rows @param {string} said */
    const set = (rows, said) => {
      note.textContent = said;
      explorer.change(withSchedule(model, explorer.setting, rows), true);
    };

    /** @param {Row} row @param {number} i */
    const lineOf = (row, i) => {
      const kind = /** @type {Kind} */ (kinds.find(({ name }) => name === row.name));
      const inputs = FIELDS.map(({ key, whole }) => {
        const id = freshId("row");
        const input = element("input", {
          type: "number",
          id,
          min: 0,
          max: whole ? MOST_TIMES : undefined,
          step: whole ? 1 : "any",
          inputmode: "decimal",
          autocomplete: "off",
          "data-field": key,
        });
        input.value = whole ? String(row[key]) : fieldText(row[key]);
        input.addEventListener("change", () => {
          const value = input.value.trim() === "" ? NaN : Number(input.value);
          const right = value >= 0 && (!whole || (Number.isInteger(value) && value <= MOST_TIMES));
          input.toggleAttribute("data-wrong", !right);
          if (!right) {
            const expected = whole ? `a whole number from 0 to ${numberText(MOST_TIMES)}` : "a number of 0 or more";
            note.textContent = `Row ${i + 1}, ${caption(kind, key, time).toLowerCase()}: expected ${expected}.`;
            return;
          }
          const rows = present().map((one, k) => (k === i ? { ...one, [key]: value } : one));
          shown = rows.map((one) => /** @type {Row} */ (checkedRow(model, one))); // what is typed in stays as it is
          set(rows, "");
        });
        return element("label", { for: id }, element("span", {}, caption(kind, key, time)), input);
      });
      const removed = () => {
        set(
          present().filter((_, k) => k !== i),
          `Row ${i + 1} removed.`,
        );
        add.focus();
      };
      const remove = button("Remove", removed, { "aria-label": `Remove row ${i + 1}: ${kind.label}` });
      return element(
        "div",
        { class: "evx-row", role: "listitem", "data-kind": kind.kind },
        element("p", {}, kind.label),
        ...inputs,
        remove,
      );
    };

    const show = () => {
      if (!open) return;
      const { schedule: own, challenge } = explorer.setting;
      const held = challenge !== "";
      back.disabled = own === null || held;
      add.disabled = which.disabled = held;
      const rows = present();
      if (!sameSchedule(rows, shown)) {
        shown = rows;
        lines.replaceChildren(...rows.map(lineOf));
      }
      for (const control of lines.querySelectorAll("input, button")) control.toggleAttribute("disabled", held);
      about.textContent = held
        ? "The challenge holds the schedule."
        : own
          ? "Your own schedule: sliders that set doses and sessions do nothing to it until the model's own is back."
          : "The model's own schedule at this setting. Change a number, and it becomes yours.";
    };
    const about = element("p", {});
    return {
      body: [
        about,
        lines,
        element("div", { class: "evx-buttons" }, element("label", { for: which.id }, "Give"), which, add, back),
        note,
      ],
      opened(now) {
        open = now;
        show();
      },
      update: (settled) => settled && show(),
    };
  },
};
