// What a reader typed as a number, and what it is beside the answer.

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
const MINUS = /[\u2212\u2013]/g;
const SPACES = /[\s\u00a0\u2009\u202f'’]/; // of thousands, as people and the book write them

/** A power of ten as programs write it: 2 × 10⁸, 2*10^8, 10**8. @param {string} text */
function withExponent(text) {
  const plain = text.replace(
    /10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)/g,
    (_, raised) => "10^" + Array.from(raised, (sign) => "0123456789-"[RAISED.indexOf(sign)]).join(""),
  );
  return plain
    .replace(/\s*[×x*·]\s*10\s*(?:\^|\*\*)\s*([+-]?\d+)/i, "e$1")
    .replace(/^([+-]?)10\s*(?:\^|\*\*)\s*([+-]?\d+)$/, "$11e$2");
}

/**
 * The number in a text, or a sentence that says what could not be read.  "1500", "1 500", "1.5e3", "1,5" and
 * "2 × 10⁸" are numbers; the unit may follow.
 * @param {string} typed
 * @param {string} unit as it stands behind the field; empty for a bare number
 * @returns {{value: number} | {fault: string}}
 */
export function read(typed, unit) {
  let text = typed.trim().replace(MINUS, "-");
  if (unit && text.toLowerCase().endsWith(unit.toLowerCase())) text = text.slice(0, -unit.length).trim();
  if (!text) return { fault: "Type a number first." };
  text = withExponent(text);
  const grouped = text.match(/^([+-]?\d{1,3})((?:.\d{3})+)(?!\d)/);
  if (grouped && Array.from(grouped[2].matchAll(/(.)\d{3}/g)).every(([, sign]) => SPACES.test(sign)))
    text = grouped[1] + grouped[2].replace(/[^\d]/g, "") + text.slice(grouped[0].length);
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(text))
    return {
      fault: `“${typed.trim()}” can be read in two ways: write ${text.replace(",", ".")} or ${text.replace(",", "")}.`,
    };
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?(e[+-]?\d+)?$/i.test(text) && !/^[+-]?0,/.test(text))
    text = text.replace(/,/g, "");
  text = text.replace(/^([+-]?\d*),(\d*)/, "$1.$2");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    return {
      fault:
        `“${typed.trim()}” could not be read as a number. ` +
        `Write it as 1500, 1.5 or 1.5e3${unit ? `, in ${unit}` : ""}.`,
    };
  return { value: Number(text) };
}

/**
 * @typedef {object} Key  what the page knows of a numeric answer
 * @property {number} answer
 * @property {number} tolerance  relative
 * @property {number[]} slips  wrong numbers that are recognised
 */

/** @param {number} value @param {number} wanted @param {number} tolerance */
const near = (value, wanted, tolerance) => Math.abs(value - wanted) <= tolerance * Math.abs(wanted);

/**
 * Whether a number is right, a slip that is recognised (its index), or neither, and then to which side it is off.
 * @param {number} value
 * @param {Key} key
 * @returns {{right: true} | {slip: number} | {off: string}}
 */
export function judge(value, { answer, tolerance, slips }) {
  if (near(value, answer, tolerance)) return { right: true };
  const slip = slips.findIndex((wrong) => near(value, wrong, tolerance));
  if (slip >= 0) return { slip };
  if (answer !== 0 && value * answer <= 0) return { off: value === 0 ? "It is not zero." : "It has the wrong sign." };
  const ratio = value / answer;
  const far = ratio > 10 || ratio < 0.1 ? ", by more than a factor of ten" : "";
  return { off: `The number is too ${value > answer ? "large" : "small"}${far}.` };
}
