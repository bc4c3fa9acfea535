// Answers a JSON list of questions on standard input with a JSON list on standard output; tests/test_browser_solver.py
// asks them, all in one process.  NaN travels as null.

import { eigenvalues } from "../../../src/evbook/explorer/frontend/src/numerics/linear-algebra.js";
import { equilibria } from "../../../src/evbook/explorer/frontend/src/numerics/equilibria.js";
import { measuringGrid, takeBetween } from "../../../src/evbook/explorer/frontend/src/numerics/measures.js";
import { renewal } from "../../../src/evbook/explorer/frontend/src/numerics/renewal.js";
import { measure } from "../../../src/evbook/explorer/frontend/src/numerics/series.js";
import { solve } from "../../../src/evbook/explorer/frontend/src/numerics/solve.js";
import * as special from "../../../src/evbook/explorer/frontend/src/numerics/special.js";
import * as programs from "./programs.js";

globalThis.evbook = { special: { ...special, loggamma: special.lgamma, renewal } };

const answers = {
  /** Runs of a derived model at settings; with `hidden`, the windows and switches too. */
  derived({ source, ev, settings, times, options, hidden = false }) {
    const model = new Function(`return ${source}`)();
    return settings.map((p) => {
      const { ok, message, states } = solve(model[ev ? "on" : "off"], Float64Array.from(p), times, options);
      return {
        ok,
        message,
        states: (hidden ? states : states.slice(0, model.states.length)).map((state) => Array.from(state)),
      };
    });
  },
  solve({ program, p, times, options }) {
    const found = solve(programs[program], Float64Array.from(p), times, options);
    return { ...found, times: undefined, states: found.states.map((state) => Array.from(state)) };
  },
  equilibria({ program, p, box }) {
    return equilibria(programs[program], Float64Array.from(p), box).map(({ y, ...rest }) => ({
      y: Array.from(y),
      ...rest,
    }));
  },
  eigenvalues: ({ matrix, n }) => eigenvalues(Float64Array.from(matrix), n),
  special: ({ name, x }) => x.map((value) => String(globalThis.evbook.special[name](...[value].flat()))),
  measuring: ({ times, moments, fine }) => Array.from(measuringGrid(Float64Array.from(times), moments, fine)),
  between: ({ take, t, y, level, log }) => takeBetween(take, Float64Array.from(t), Float64Array.from(y), level, log),
  measure: ({ take, t, y, level, log }) => measure(take, Float64Array.from(t), Float64Array.from(y), level, log),
};

let text = "";
for await (const chunk of process.stdin) text += chunk;
const questions = JSON.parse(text);
console.log(JSON.stringify(questions.map(({ ask, ...question }) => answers[ask](question))));
