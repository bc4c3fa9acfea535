// A fit as a problem that other programs fit: PEtab, version 1 (Schmiester et al. 2021,
// doi 10.1371/journal.pcbi.1008646).  Python's `evbook.own_data.petab` writes the same tables.

import { sameSchedule } from "../model/setting.js";
import { byFactors } from "./problem.js";

/** @import { Fit } from "./fit.js" */

/** A cell of a table that tabs part. @param {string|number} value */
const cell = (value) => String(value).replace(/[\t\r\n"]+/g, " ");
/** @param {(string|number)[][]} rows */
const table = (rows) => rows.map((row) => `${row.map(cell).join("\t")}\n`).join("");

/**
 * The files of the problem, by name.
 * @param {Fit} found
 * @param {string} sbml  the model at the setting of the first arm
 * @returns {Record<string, string>}
 * @throws {RangeError} with a sentence, where PEtab 1 has no words for the fit
 */
export function petab({ problem, settings, best, judgement }, sbml) {
  const { arms, fitted, model, error } = problem;
  if (settings.some(({ ev }) => ev !== settings[0].ev))
    throw new RangeError("In some arms vesicles act and in some not; PEtab wants one model for all arms.");
  if (settings.some(({ schedule }) => !sameSchedule(schedule, settings[0].schedule)))
    throw new RangeError("The arms have different doses, and PEtab 1 has one model for all arms: take them apart.");
  if (problem.censored) throw new RangeError("PEtab 1 has no words for a point beyond a limit of quantification.");
  if (model.program.kind !== "dynamic")
    throw new RangeError("PEtab holds models that run in time, and this one does not.");
  const ids = arms.map((_, k) => `arm_${k + 1}`);
  const own = [...new Set(fitted.filter(({ arm }) => arm !== null).map(({ parameter }) => parameter.name))];
  const differ = model.program.parameters.filter(
    ({ name }, i) => !own.includes(name) && settings.some(({ values }) => values[i] !== settings[0].values[i]),
  );
  const conditions = [
    ["conditionId", "conditionName", ...own, ...differ.map(({ name }) => name)],
    ...arms.map(({ name }, k) => [
      ids[k],
      name,
      ...own.map((one) => `${one}_${ids[k]}`),
      ...differ.map((one) => settings[k].values[model.parameterIndex.get(one.name) ?? 0]),
    ]),
  ];
  /** @type {(string|number)[][]} */
  const parameters = [["parameterId", "parameterScale", "lowerBound", "upperBound", "nominalValue", "estimate"]];
  fitted.forEach(({ parameter, arm }, j) =>
    parameters.push([
      arm === null ? parameter.name : `${parameter.name}_${ids[arm]}`,
      byFactors(parameter) ? "log10" : "lin",
      parameter.low,
      parameter.high,
      problem.valueOf(j, best.u[j]),
      1,
    ]),
  );
  const observables = [["observableId", "observableFormula", "observableTransformation", "noiseFormula"]];
  for (const name of problem.columns) {
    let noise = `noiseParameter1_obs_${name}`;
    if (!problem.weighted) {
      parameters.push([`sigma_${name}`, "log10", 1e-12, 1e12, judgement.sigma.get(name) ?? 1, 1]);
      noise = error === "proportional" ? `sigma_${name} * ${name}` : `sigma_${name}`;
    }
    observables.push([`obs_${name}`, name, error === "log" ? "log" : "lin", noise]);
  }
  const measurements = [
    ["observableId", "simulationConditionId", "measurement", "time", "noiseParameters"],
    ...judgement.rows.map(({ arm, series, measured, time, sigma }) => [
      `obs_${series}`,
      ids[arms.findIndex(({ name }) => name === arm)],
      measured,
      time,
      problem.weighted ? problem.sigmaOf(sigma, measured) : "",
    ]),
  ];
  return {
    "model.xml": sbml,
    "conditions.tsv": table(conditions),
    "parameters.tsv": table(parameters),
    "observables.tsv": table(observables),
    "measurements.tsv": table(measurements),
    "problem.yaml":
      "format_version: 1\nparameter_file: parameters.tsv\nproblems:\n- sbml_files: [model.xml]\n" +
      "  condition_files: [conditions.tsv]\n  observable_files: [observables.tsv]\n" +
      "  measurement_files: [measurements.tsv]\n",
  };
}
