// The orders that the published coefficients promise; a wrong digit anywhere lowers one of them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DormandPrince } from "../../../src/evbook/explorer/frontend/src/numerics/dormand-prince.js";
import { Rosenbrock } from "../../../src/evbook/explorer/frontend/src/numerics/rosenbrock.js";
import { System } from "../../../src/evbook/explorer/frontend/src/numerics/system.js";
import { NONE, program } from "./programs.js";

// Nonlinear, coupled, with time in the rates, made up so that the solution is exp(sin t), 1/(1 + t).
const exact = (t) => [Math.exp(Math.sin(t)), 1 / (1 + t)];
const forced = program(
  {
    rates(t, y, p, dy) {
      const [a, b] = exact(t);
      dy[0] = Math.cos(t) * y[0] + (y[0] * y[1] - a * b);
      dy[1] = -y[1] * y[1] + Math.sin(y[0] - a);
    },
    jacobian(t, y, p, J) {
      const [a] = exact(t);
      J[0] = Math.cos(t) + y[1];
      J[1] = y[0];
      J[2] = Math.cos(y[0] - a);
      J[3] = -2 * y[1];
    },
  },
  {
    autonomous: false,
    initial(p, y) {
      y[0] = 1;
      y[1] = 1;
    },
  },
);

/** Errors at the end, of the dense output within a step, and of the error estimate, with `count` equal steps to 2. */
function errorsWith(Stepper, count) {
  const system = new System(forced, NONE);
  const stepper = new Stepper(system);
  const atol = new Float64Array(2).fill(1);
  const inside = new Float64Array(2);
  const h = 2 / count;
  stepper.begin(0, Float64Array.of(1, 1));
  let dense = 0;
  let estimate = 0;
  for (let k = 0; k < count; k++) {
    const error = stepper.attempt(h, 0, atol);
    estimate = Math.max(estimate, error);
    const before = [...stepper.y];
    stepper.accept();
    for (const theta of [0.2, 0.5, 0.8]) {
      stepper.interpolate(theta, inside);
      const truth = exact((k + theta) * h);
      for (const i of [0, 1]) dense = Math.max(dense, Math.abs(inside[i] - truth[i]));
    }
    stepper.interpolate(0, inside);
    assert.deepEqual([...inside], before, "the dense output starts where the step does");
  }
  const truth = exact(2);
  return { end: Math.max(...[0, 1].map((i) => Math.abs(stepper.y[i] - truth[i]))), dense, estimate };
}

for (const Stepper of [DormandPrince, Rosenbrock]) {
  test(`${Stepper.name} is of order five, its dense output of order four, its estimate of order five a step`, () => {
    const coarse = errorsWith(Stepper, 80);
    const fine = errorsWith(Stepper, 160);
    const order = (key) => Math.log2(coarse[key] / fine[key]);
    assert.ok(order("end") > 4.5, `order at the end ${order("end")}`);
    assert.ok(order("dense") > 4.3, `order of the dense output ${order("dense")}`);
    assert.ok(order("estimate") > 4.6 && order("estimate") < 5.6, `order of the estimate ${order("estimate")}`);
  });
}

test("Rosenbrock damps an infinitely stiff component at once and is exact for it in the limit", () => {
  const stiff = program({
    initial: [1],
    rates(t, y, p, dy) {
      dy[0] = -1e12 * y[0];
    },
    jacobian(t, y, p, J) {
      J[0] = -1e12;
    },
  });
  const stepper = new Rosenbrock(new System(stiff, NONE));
  stepper.begin(0, Float64Array.of(1));
  stepper.attempt(1, 1e-6, new Float64Array(1));
  assert.ok(Math.abs(stepper.yNew[0]) < 1e-10, `left over ${stepper.yNew[0]}`);
});
