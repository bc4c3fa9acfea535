// The tool that draws what else could be: a band over the declared ranges of the assumed numbers.

import { button } from "../ui/button.js";
import { element } from "../ui/dom.js";
import { assumedOf, ensembleOf, MEMBERS } from "../model/ensemble.js";
import { numberText, unitText } from "../format/numbers.js";
import { colourKey } from "../figure/palette.js";
import { quantile, sorted } from "../model/latin-hypercube.js";

/** @import { Band, Model, Picture } from "../types.js" */
/** @import { Members } from "../model/ensemble.js" */

/** Nine in ten members, and half of them. */
const BANDS = /** @type {const} */ ([
  { id: "nine", low: 0.05, high: 0.95, opacity: 0.14 },
  { id: "half", low: 0.25, high: 0.75, opacity: 0.22 },
]);
/** Fewer members than these make no band. */
const ENOUGH = 20;
/** Milliseconds between two drawings of a band that grows. */
const PACE = 250;

/**
 * Quantiles over the members of one series at each place kept.
 * @param {Members} members @param {string} name @param {readonly number[]} shares
 * @returns {Float64Array[]} one array a share
 */
export function quantiles({ series, places, count }, name, shares) {
  const curves = series.get(name) ?? [];
  const found = shares.map(() => new Float64Array(places.length));
  const column = new Float64Array(count);
  for (let i = 0; i < places.length; i++) {
    for (let k = 0; k < count; k++) column[k] = curves[k][i];
    const values = sorted(column);
    shares.forEach((share, q) => (found[q][i] = quantile(values, share)));
  }
  return found;
}

/** @param {Model} model @param {Members} members @param {Picture} picture @returns {Band[]} */
export function bandsOf(model, members, picture) {
  const x = members.places.map((i) => members.times[i]);
  return picture.lines.flatMap((line) => {
    const one = model.series.get(line.id);
    if (!one || !members.series.has(line.id)) return [];
    const found = quantiles(
      members,
      line.id,
      BANDS.flatMap(({ low, high }) => [low, high]),
    );
    return BANDS.map(({ id, opacity }, b) => ({
      id: `band-${id}-${line.id}`,
      x,
      low: found[2 * b],
      high: found[2 * b + 1],
      panel: line.panel,
      colour: colourKey(one.colour),
      opacity,
      label: id === "nine" ? `${one.label}, nine in ten of ${members.count}` : "",
    }));
  });
}

/** @type {import("./registry.js").Tool} */
export const uncertainty = {
  id: "uncertainty",
  make(explorer) {
    const { model } = explorer;
    const ensemble = ensembleOf(explorer);
    const names = assumedOf(model);
    let open = false;
    /** @type {() => void} */
    let release = () => {};
    /** @type {{members: Members, count: number, view: string, bands: Band[]}|null} */
    let drawnLast = null;
    let drawnAt = 0;
    const state = element("p", { class: "evx-working", role: "status" });
    const table = element("div", {
      class: "evx-tables",
      tabindex: 0,
      role: "region",
      "aria-label": "Outcomes over the runs",
    });
    const again = button("Draw again", () => ensemble.again());
    const list =
      names.length > 6
        ? `the ${names.length} numbers marked “assumed”`
        : names.map(({ label, name, meaning }) => (label && label !== name ? label : meaning)).join(", ");
    const about = element(
      "p",
      { class: "evx-about" },
      `The band holds nine in ten, and its darker part half, of ${MEMBERS} runs in which ` +
        `${list} ${names.length === 1 ? "lies" : "lie"} anywhere in the declared range. All else is as set above.`,
    );

    const write = (/** @type {boolean} */ finished) => {
      const { members } = ensemble;
      const count = members?.count ?? 0;
      state.textContent =
        ensemble.trouble ||
        (finished
          ? `${count} runs, seed ${ensemble.seed}${members?.failed ? `; the solver gave up on ${members.failed}` : ""}.`
          : `${count} of ${MEMBERS} runs…`);
      if (members && finished) table.replaceChildren(summary(model, members));
    };
    const heard = (/** @type {boolean} */ finished) => {
      write(finished);
      if (!finished && performance.now() - drawnAt < PACE) return;
      if ((ensemble.members?.count ?? 0) < ENOUGH && !finished) return;
      explorer.redraw(finished);
      drawnAt = performance.now();
    };
    return {
      body: [about, element("div", { class: "evx-choices-row" }, again, state), table],
      opened(now) {
        if (now === open) return;
        open = now;
        if (open) {
          release = ensemble.watch(heard);
          if (ensemble.finished && ensemble.present) heard(true);
          else ensemble.ask();
        } else {
          release();
          explorer.redraw();
        }
      },
      update(settled) {
        if (!open) return;
        if (settled) ensemble.ask();
        else ensemble.pause();
      },
      decorate(picture) {
        const members = open && !explorer.inMotion ? ensemble.present : null;
        if (!members || members.count < ENOUGH || picture.hover !== "time") return picture;
        if (drawnLast?.members !== members || drawnLast.count !== members.count || drawnLast.view !== picture.view) {
          drawnLast = { members, count: members.count, view: picture.view, bands: bandsOf(model, members, picture) };
        }
        return drawnLast.bands.length ? { ...picture, bands: [...(picture.bands ?? []), ...drawnLast.bands] } : picture;
      },
      leave: () => release(),
    };
  },
};

/** Each outcome's spread over the members. @param {Model} model @param {Members} members */
function summary(model, members) {
  const rows = model.program.measures.map((measure, m) => {
    const values = sorted(members.measures.map((one) => one[m]));
    const reached = values.length / members.count;
    const cells = [0.05, 0.5, 0.95].map((share) =>
      element("td", {}, values.length ? numberText(quantile(values, share)) : "not reached"),
    );
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, measure.label || measure.name),
      ...cells,
      element("td", {}, unitText(measure.unit)),
      element("td", {}, reached < 1 ? `reached in ${numberText(100 * reached, 2)} %` : ""),
    );
  });
  return element(
    "table",
    {},
    element("caption", {}, "Outcomes over the runs"),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ...["Outcome", "5 % below", "middle", "5 % above", "unit", ""].map((text) =>
          element("th", { scope: "col" }, text),
        ),
      ),
    ),
    element("tbody", {}, ...rows),
  );
}
