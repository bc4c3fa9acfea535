// A model program, checked before anything trusts it.

/** @import { Model, ModelProgram } from "../types.js" */

/** @param {boolean} condition @param {string} sentence @returns {asserts condition} */
function require(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

/**
 * Checks a program's shape; what it throws is a sentence for the person who made the model.
 * @param {any} raw
 * @returns {Model}
 */
export function prepare(raw) {
  require(raw && typeof raw === "object", "The model program is not an object; derive it with Model.javascript().");
  const name = typeof raw.id === "string" && raw.id ? raw.id : "the model";
  const isFunction = (/** @type {any} */ f) => typeof f === "function";
  for (const key of ["parameters", "states", "outputs", "measures", "budget", "scenarios", "verdicts", "challenges"]) {
    require(Array.isArray(raw[key]), `${name} has no list of ${key}; derive its program anew.`);
  }
  require(raw.panel?.views?.length > 0, `${name} has no panel of views; derive its program anew.`);
  const curve = raw.kind === "curve";
  const tissue = raw.kind === "tissue";
  for (const version of ["on", "off"]) {
    for (const part of tissue
      ? ["constant", "looked", "outputs"]
      : curve
        ? ["outputs"]
        : ["initial", "rates", "jacobian", "outputs"]) {
      require(isFunction(
        raw[version]?.[part],
      ), `${name} lacks the function ${version}.${part}; derive its program anew.`);
    }
  }
  for (const part of ["budgetValues", "levels", "verdict", "goal"]) {
    require(isFunction(raw[part]), `${name} lacks the function ${part}; derive its program anew.`);
  }
  require(!tissue || Array.isArray(raw.tissue?.events), `${name} has no events of cells; derive its program anew.`);
  require(curve || tissue
    ? raw.outputs.length > 0
    : raw.states.length > 0, `${name} has no ${curve || tissue ? "output" : "state"}, so there is nothing to draw.`);
  require(!raw.scene ||
    (isFunction(raw.on.scene) &&
      isFunction(raw.off.scene)), `${name} has a scene that nothing moves; derive its program anew.`);
  require(!curve || raw.axes?.length === 1, `${name} has two axes; its map is drawn in Python only.`);
  require(raw.time?.end > (raw.time?.start ?? 0), `${name} has no window with an end after its start.`);
  for (const parameter of raw.parameters) {
    const { low, high, value } = parameter;
    require(Number.isFinite(low) &&
      Number.isFinite(high) &&
      low <= value &&
      value <= high, `In ${name}, ${parameter.name} is ${value}, outside its range ${low} to ${high}.`);
  }
  /** @type {ModelProgram} */
  const program = raw;
  const series = new Map([...program.states, ...program.outputs].map((one) => [one.name, one]));
  for (const shown of program.views.timecourse.series) {
    require(series.has(shown), `${name} wants ${shown} drawn, which is neither a state nor an output.`);
  }
  // The first series shown gets the first colour and a solid line; in every view the same.
  [...new Set([...program.views.timecourse.series, ...series.keys()])].forEach((shown, colour) => {
    const one = series.get(shown);
    if (one) one.colour = colour;
  });
  return {
    program,
    series,
    parameterIndex: new Map(program.parameters.map((parameter, i) => [parameter.name, i])),
    defaults: Float64Array.from(program.parameters, (parameter) => parameter.value),
  };
}
