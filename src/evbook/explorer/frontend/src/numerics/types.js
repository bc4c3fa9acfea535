/**
 * The shapes that the numerics read and write; this module holds no code.
 *
 * A program is what a model's declaration becomes in JavaScript: functions that fill arrays and allocate nothing.
 * States and parameters are plain numbers in the declared units, in the declared order.
 *
 * @typedef {object} Dose       A bolus: `amount` is added to one state at one time.
 * @property {number} time
 * @property {number} state     index of the state
 * @property {number} amount
 *
 * @typedef {object} Infusion   A constant inflow `rate` into one state for start <= t < stop.
 * @property {number} start
 * @property {number} stop
 * @property {number} state     index of the state
 * @property {number} rate
 *
 * @typedef {object} Window     A time during which the program's own rates differ: on for start <= t < stop.
 * @property {number} start
 * @property {number} stop
 *
 * @typedef {object} Schedule   What happens at times known beforehand.
 * @property {Dose[]} [doses]
 * @property {Infusion[]} [infusions]
 * @property {Window[]} [windows]
 *
 * @typedef {object} Trigger    What happens when a condition on a quantity comes to hold.
 * @property {(t: number, y: Float64Array, p: Float64Array) => number} value
 * @property {-1 | 0 | 1} direction   1: its condition is value >= 0, -1: value <= 0, 0: either
 * @property {(t: number, y: Float64Array, p: Float64Array) => void} apply   changes y in place; p is not to be changed
 * @property {boolean} [once]   true: fires at most once in a run
 * @property {boolean} [held]   true: its condition is taken to have held before the start; it then cannot fire at the
 *   start
 * @property {string} [name]    for the message when triggers fire without end
 *
 * @typedef {object} Program
 * @property {(p: Float64Array, y: Float64Array) => void} initial
 * @property {(t: number, y: Float64Array, p: Float64Array, dy: Float64Array) => void} rates
 * @property {(t: number, y: Float64Array, p: Float64Array, J: Float64Array) => void} jacobian   row-major n by n
 * @property {(t: number, y: Float64Array, p: Float64Array, o: Float64Array) => void} outputs
 * @property {(p: Float64Array) => Dose[]} [doses]
 * @property {(p: Float64Array) => Schedule} [events]   its doses, where given, replace those of `doses`
 * @property {(p: Float64Array) => number[]} [breaks]   further times at which the rates jump
 * @property {Trigger[]} [triggers]
 * @property {number[]} [least]     the least value that is reported of each state: 0 for amounts, below which is
 *   rounding
 * @property {number} [atolScale]      share of a state's size below which what is left of it decides nothing; 1e-30 by
 *   default
 * @property {number[]} [reads]     places of the parameters that stand anywhere in these functions; all of them by
 *   default
 * @property {(t: number, y: Float64Array, p: Float64Array, m: Float64Array, s: Float64Array) => void} [scene]
 *   the expressions of the model's picture; m: the measures of the run
 * @property {boolean} [autonomous]   true: the rates do not depend on t, and no time derivative is formed
 *
 * @typedef {object} Happening   One thing that happened on the way.
 * @property {number} time
 * @property {"dose" | "trigger"} kind
 * @property {number} index      place in the sorted doses, or in `triggers`
 *
 * @typedef {"explicit" | "stiff" | "explicit, then stiff" | "lattice"} Method
 *
 * @typedef {object} Solution
 * @property {boolean} ok
 * @property {string} message    empty when ok; otherwise a sentence for the reader
 * @property {Method} method
 * @property {number} steps      steps tried, rejected ones included
 * @property {Float64Array} times
 * @property {Float64Array[]} states   one a state, NaN after a failure
 * @property {Happening[]} events
 * @property {Float64Array} [measures]  of a lattice: taken from every look, and not only from those on `times`
 *
 * @typedef {object} SolveOptions
 * @property {number} [rtol]     relative tolerance of a step, 1e-6 by default
 * @property {number | Float64Array} [atol]   absolute tolerance; by default rtol times the program's trough of the
 *   size each state has had
 * @property {number} [maxSteps] the bound on work, 20,000 by default
 * @property {"auto" | "explicit" | "stiff"} [method]
 * @property {number} [start]    time of the initial values; by default 0, or the first output time if that is negative
 * @property {Float64Array} [initial]  start here instead of at program.initial
 * @property {string} [unit]     the unit of time, for the message: "day", "h"…
 *
 * @typedef {{re: number, im: number}} Complex
 *
 * @typedef {"stable node" | "stable spiral" | "saddle" | "unstable node" | "unstable spiral" | "centre" | "marginal"}
 *   Kind
 *
 * @typedef {object} Equilibrium
 * @property {Float64Array} y
 * @property {Complex[]} eigenvalues
 * @property {Kind} kind
 *
 * @typedef {{x: [number, number], y: [number, number]}} PhaseWindow
 * @typedef {{x: Float64Array, y: Float64Array}} Polyline
 */

export {};
