// Between a slider's position (whole steps) and a parameter's value, linear or logarithmic.  Where a number on a
// logarithmic one can be 0, its far left is 0, and the range begins one step further.

/** @import { Parameter } from "../types.js" */

/** Steps of a slider; enough to be smooth, few enough for the arrow keys. */
const STEPS = 200;

/** The largest 1-2-5 number not above `value`. @param {number} value */
function niceBelow(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = value / power;
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
}

/** @param {number} value @param {number} digits */
function rounded(value, digits) {
  return Number(value.toPrecision(digits));
}

/**
 * Where a logarithmic slider begins when the range itself begins at zero.
 * @param {Pick<Parameter, "low"|"high">} parameter
 */
function floorOf({ low, high }) {
  return low > 0 ? low : high * 1e-6;
}

/** Number of steps of a parameter's slider. @param {Pick<Parameter, "low"|"high"|"scale">} parameter */
export function stepsOf(parameter) {
  if (parameter.scale === "log" || !(parameter.high > parameter.low)) return STEPS;
  const span = parameter.high - parameter.low;
  return Math.round(span / niceBelow(span / (STEPS / 2)));
}

/**
 * The value at a position; exactly the ends of the range at both ends.
 * @param {Pick<Parameter, "low"|"high"|"scale"|"zero">} parameter
 * @param {number} position  0 to stepsOf(parameter)
 */
export function valueAt(parameter, position) {
  const steps = stepsOf(parameter);
  const first = parameter.zero ? 1 : 0;
  if (!(position > 0)) return parameter.zero ? 0 : parameter.low;
  if (position === first) return parameter.low;
  if (position >= steps) return parameter.high;
  const share = (position - first) / (steps - first);
  if (parameter.scale === "log") {
    const floor = floorOf(parameter);
    return rounded(floor * (parameter.high / floor) ** share, 3);
  }
  return rounded(parameter.low + share * (parameter.high - parameter.low), 12);
}

/**
 * The nearest position of a value.
 * @param {Pick<Parameter, "low"|"high"|"scale"|"zero">} parameter
 * @param {number} value
 */
export function positionOf(parameter, value) {
  const steps = stepsOf(parameter);
  if (!(parameter.high > parameter.low) || (parameter.zero && value === 0)) return 0;
  const first = parameter.zero ? 1 : 0;
  const floor = floorOf(parameter);
  const share =
    parameter.scale === "log"
      ? Math.log(Math.max(value, floor) / floor) / Math.log(parameter.high / floor)
      : (value - parameter.low) / (parameter.high - parameter.low);
  return first + Math.round(Math.min(1, Math.max(0, share)) * (steps - first));
}
