// The model with its experiments at the reader's setting, as a COMBINE archive.  Python wrote SBML, SED-ML and texts
// when the page was made (evbook.analysis.experiment.templates); here the reader's values are put in, and what each
// experiment should give is computed.

import { evaluate } from "../numerics/series.js";
import { solve } from "../numerics/solve.js";
import { sbmlAt } from "./sbml.js";
import { scheduled } from "./schedule.js";

/** @import { Model, Setting } from "../types.js" */

/**
 * @typedef {object} Course  An experiment: a run in time, or the ends of the runs of a scan.
 * @property {string} id
 * @property {boolean} own  at the reader's values, not at declared ones with `changes`
 * @property {boolean} ev
 * @property {Record<string, number>} changes
 * @property {number} end
 * @property {number} steps
 * @property {string[]} observed
 * @property {Record<string, number[]>} scan  parameters and their values, the first outermost
 */
/** @typedef {{sedml: string, texts: Record<string, string>, courses: Course[]}} Experiments */
/**
 * What Python wrote: SBML with EV terms and without, the experiments for each, kinds of files by their last name.
 * @typedef {{on: string, off: string, experiments: {on: Experiments, off: Experiments},
 *   formats: Record<string, string>}} ArchiveTemplates
 */

/** Relative tolerances of what is expected, the tightest first, and steps allowed. */
const TIGHT = [1e-10, 1e-8];
const PATIENT = 1_000_000;
const FILES = { on: "model.xml", off: "model_without_vesicles.xml" };
const OWN = { on: "asked.xml", off: "asked_without_vesicles.xml" };
const PARAMETERS = "/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter";
const COMBINE = "http://identifiers.org/combine.specifications/omex";

/** @param {string} text */
const escaped = (text) =>
  text.replace(/[&<>"]/g, (sign) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "quot" }[sign]};`);

/** Evenly spaced, as NumPy spaces them. @param {number} end @param {number} steps */
function timesTo(end, steps) {
  const times = Float64Array.from({ length: steps + 1 }, (_, i) => i * (end / steps));
  times[steps] = end;
  return times;
}

/** Every combination of the values of a scan, the last parameter fastest. @param {Record<string, number[]>} scan */
function pointsOf(scan) {
  /** @type {[string, number][][]} */
  let points = [[]];
  for (const [name, values] of Object.entries(scan))
    points = points.flatMap((point) =>
      values.map((value) => /** @type {[string, number][]} */ ([...point, [name, value]])),
    );
  return points;
}

/**
 * What a course gives, as rows of CSV.
 * @param {Model} model
 * @param {Course} course
 * @param {Setting} setting
 * @throws {Error} when a run does not end; the message is for the reader
 */
function expectedOf(model, course, setting) {
  const { program } = model;
  const version = scheduled(model, course.ev ? program.on : program.off, course.own ? setting.schedule : null);
  const start = Float64Array.from(course.own ? setting.values : model.defaults);
  /** @param {Float64Array} p @param {[string, number][]} values */
  const put = (p, values) => {
    for (const [name, value] of values) p[/** @type {number} */ (model.parameterIndex.get(name))] = value;
    return p;
  };
  put(start, course.own ? [] : Object.entries(course.changes));
  const times = timesTo(course.end, course.steps);
  const rows = [[...Object.keys(course.scan), "time", ...course.observed].join(",")];
  for (const point of pointsOf(course.scan)) {
    const p = put(Float64Array.from(start), point);
    let solution;
    for (const rtol of TIGHT) {
      solution = solve(version, p, times, { unit: program.time.unit, rtol, maxSteps: PATIENT });
      if (solution.ok) break;
    }
    if (!solution?.ok) throw new Error(`The experiment ${course.id} cannot be solved: ${solution?.message}`);
    const { outputs } = evaluate(version, p, solution);
    const known = new Map([
      ...program.states.map(({ name }, i) => /** @type {const} */ ([name, solution.states[i]])),
      ...program.outputs.map(({ name }, i) => /** @type {const} */ ([name, outputs[i]])),
    ]);
    const columns = course.observed.map((name) => /** @type {Float64Array} */ (known.get(name)));
    const last = course.steps;
    for (let i = point.length ? last : 0; i <= last; i++)
      rows.push([...point.map(([, value]) => value), times[i], ...columns.map((values) => values[i])].join(","));
  }
  return `${rows.join("\n")}\n`;
}

/**
 * SED-ML with the reader's values in the models of its own courses.
 * @param {Model} model
 * @param {ArchiveTemplates} templates
 * @param {Experiments} experiments
 * @param {Setting} setting
 */
function sedmlAt(model, templates, { sedml, courses }, setting) {
  let text = sedml;
  for (const { id, own, ev, end } of courses) {
    if (!own) continue;
    const version = ev ? "on" : "off";
    const changed = model.program.parameters
      .map(({ name }, i) => ({ name, value: setting.values[i], declared: model.defaults[i] }))
      .filter(({ name, value, declared }) => value !== declared && templates[version].includes(` id="${name}"`))
      .map(
        ({ name, value }) => `<changeAttribute target="${PARAMETERS}[@id='${name}']/@value" ` + `newValue="${value}"/>`,
      );
    const changes = changed.length ? `<listOfChanges>\n${changed.join("\n")}\n</listOfChanges>` : "";
    text = text.replace(
      new RegExp(`(<model id="at_${id}"[^>]*?)( source="[^"]*")>[\\s\\S]*?</model>`),
      (_, before, source) =>
        setting.schedule ? `${before} source="${OWN[version]}"/>` : `${before}${source}>${changes}</model>`,
    );
    if (setting.end !== end)
      text = text.replace(
        new RegExp(`(<uniformTimeCourse id="times_${id}"[^>]* outputEndTime=")[^"]*`),
        `$1${setting.end}`,
      );
  }
  return text;
}

/** @param {Iterable<string>} names @param {Record<string, string>} formats */
function manifestOf(names, formats) {
  const content = [...names].map((name) => {
    const kind = formats[name.slice(name.lastIndexOf(".") + 1)];
    const first = name === "experiments.sedml" ? ' master="true"' : "";
    return `  <content location="./${escaped(name)}" format="${kind}"${first}/>`;
  });
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<omexManifest xmlns="${COMBINE}-manifest">\n  <content location="." format="${COMBINE}"/>\n` +
    `  <content location="./manifest.xml" format="${COMBINE}-manifest"/>\n${content.join("\n")}\n</omexManifest>\n`
  );
}

/**
 * The files of the archive at a setting, by name, the manifest first.
 * @param {Model} model
 * @param {ArchiveTemplates} templates
 * @param {Setting} setting
 * @param {string} link  the address that reproduces the setting; may be ""
 * @param {() => Promise<unknown>} [rest]  awaited between experiments, so that the page can be used meanwhile
 * @returns {Promise<Map<string, string>>}
 */
export async function archiveAt(model, templates, setting, link, rest = async () => {}) {
  const experiments = templates.experiments[setting.ev ? "on" : "off"];
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const version of /** @type {const} */ (["on", "off"])) {
    files.set(FILES[version], templates[version]);
    if (setting.schedule) files.set(OWN[version], sbmlAt(model, templates, { ...setting, ev: version === "on" }));
  }
  files.set("experiments.sedml", sedmlAt(model, templates, experiments, setting));
  for (const course of experiments.courses) {
    await rest();
    const shown = course.own ? { ...course, end: setting.end } : course;
    files.set(`expected/${course.id}.csv`, expectedOf(model, shown, setting));
  }
  for (const [name, text] of Object.entries(experiments.texts)) files.set(name, text);
  if (link) files.set("README.md", `${files.get("README.md")}\nThe setting asked for: ${link}\n`);
  return new Map([["manifest.xml", manifestOf(files.keys(), templates.formats)], ...files]);
}
