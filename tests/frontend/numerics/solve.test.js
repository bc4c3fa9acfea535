import assert from "node:assert/strict";
import { test } from "node:test";

import { solve, solveSlices } from "../../../src/evbook/explorer/frontend/src/numerics/solve.js";
import {
  KUZNETSOV,
  NONE,
  decay,
  grid,
  kuznetsov,
  logistic,
  oscillator,
  program,
  protheroRobinson,
  robertson,
  vanDerPol,
} from "./programs.js";

const METHODS = ["explicit", "stiff", "auto"];

/** Largest deviation of a state from the truth, relative to the larger of the truth and 1e-6 of its maximum. */
function deviation(solution, state, truth) {
  const wanted = Array.from(solution.times, truth);
  const floor = 1e-6 * Math.max(...wanted.map(Math.abs));
  return Math.max(
    ...wanted.map((value, k) => Math.abs(solution.states[state][k] - value) / Math.max(Math.abs(value), floor)),
  );
}

for (const method of METHODS) {
  for (const rtol of [1e-4, 1e-6, 1e-9]) {
    const options = { method, rtol };
    test(`closed forms are met within a few hundred tolerances (${method}, ${rtol})`, () => {
      const decaying = solve(decay, Float64Array.of(0.7), grid(0, 20, 101), options);
      assert.ok(deviation(decaying, 0, (t) => Math.exp(-0.7 * t)) < 100 * rtol);
      const growing = solve(logistic, NONE, grid(0, 20, 101), options);
      assert.ok(deviation(growing, 0, (t) => 1 / (1 + 99 * Math.exp(-t))) < 100 * rtol);
      const turning = solve(oscillator, NONE, grid(0, 20, 101), options);
      for (const k of turning.times.keys()) {
        assert.ok(Math.abs(turning.states[0][k] - Math.cos(turning.times[k])) < 100 * rtol);
        assert.ok(Math.abs(turning.states[1][k] + Math.sin(turning.times[k])) < 100 * rtol);
      }
    });
  }
}

test("rates with time in them are followed by both methods, also when stiff", () => {
  for (const [stiffness, method] of [
    [1, "explicit"],
    [1, "stiff"],
    [1e6, "stiff"],
    [1e6, "auto"],
  ]) {
    const found = solve(protheroRobinson, Float64Array.of(stiffness), grid(0, 10, 101), { method, rtol: 1e-6 });
    assert.ok(found.ok, found.message);
    for (const k of found.times.keys()) assert.ok(Math.abs(found.states[0][k] - Math.cos(found.times[k])) < 1e-4);
  }
});

test("Robertson's kinetics conserve mass, end in the published values, and call for the stiff method", () => {
  const times = [0, 0.4, 4, 40, 4e10];
  const found = solve(robertson, NONE, times, { rtol: 1e-8 });
  assert.equal(found.method, "explicit, then stiff");
  assert.ok(found.steps < 2000, `${found.steps} steps`);
  for (const k of times.keys()) {
    assert.ok(Math.abs(found.states[0][k] + found.states[1][k] + found.states[2][k] - 1) < 1e-8);
  }
  // Hairer and Wanner, Solving ODEs II, and the reference of LSODE's own demonstration (t = 0.4, 4, 40).
  const published = { 0.4: 9.8517e-1, 4: 9.0552e-1, 40: 7.1583e-1 };
  for (const [t, value] of Object.entries(published)) {
    assert.ok(Math.abs(found.states[0][times.indexOf(Number(t))] - value) < 2e-4);
  }
  assert.ok(found.states[0][4] > 0 && found.states[0][4] < 1e-6);
});

test("van der Pol's relaxation oscillator has the period known from asymptotics", () => {
  // Dorodnicyn 1947: period = (3 - 2 ln 2) mu + 7.0143 mu^(-1/3) - …; at mu = 1000 about 1614.3.
  const mu = 1000;
  const found = solve(vanDerPol, Float64Array.of(mu), grid(0, 4000, 40001), { rtol: 1e-8 });
  assert.ok(found.ok, found.message);
  const x = found.states[0];
  const rises = [];
  for (let k = 1; k < x.length; k++) if (x[k - 1] < 0 && x[k] >= 0) rises.push(found.times[k]);
  assert.ok(rises.length >= 2);
  assert.ok(Math.abs(rises[1] - rises[0] - 1614.3) < 1, `period ${rises[1] - rises[0]}`);
});

test("Kuznetsov's tumour follows the trajectory of BIOMD0000000762", () => {
  const found = solve(kuznetsov, KUZNETSOV, [0, 10, 50, 100, 400], { rtol: 1e-9 });
  [1.9334e7, 4.6004e7, 1.3052e6, 6.0168e6].forEach((value, k) => {
    assert.ok(Math.abs(found.states[1][k + 1] / value - 1) < 2e-5);
  });
});

test("a chain that starts empty fills as the Erlang distribution says", () => {
  const links = 8;
  const chain = program({
    initial: [1, ...Array(links - 1).fill(0)],
    rates(t, y, p, dy) {
      for (let i = 0; i < links; i++) dy[i] = (i > 0 ? y[i - 1] : 0) - y[i];
    },
    jacobian(t, y, p, J) {
      J.fill(0);
      for (let i = 0; i < links; i++) {
        J[i * links + i] = -1;
        if (i > 0) J[i * links + i - 1] = 1;
      }
    },
  });
  const found = solve(chain, NONE, grid(0, 30, 61), { rtol: 1e-8 });
  assert.ok(found.steps < 1000, `${found.steps} steps`);
  assert.ok(deviation(found, 7, (t) => (Math.exp(-t) * t ** 7) / 5040) < 1e-5);
});

test("no less is reported than the program says there can be", () => {
  const below = { ...oscillator, least: [0, -Infinity] };
  const found = solve(below, NONE, grid(0, 7, 71));
  assert.equal(Math.min(...found.states[0]), 0);
  assert.ok(Math.min(...found.states[1]) < -0.99);
});

test("a solution that grows without bound stops there, with a sentence and NaN", () => {
  const blowUp = program({
    initial: [1],
    rates(t, y, p, dy) {
      dy[0] = y[0] * y[0];
    },
    jacobian(t, y, p, J) {
      J[0] = 2 * y[0];
    },
  });
  for (const method of METHODS) {
    const found = solve(blowUp, NONE, [0, 0.5, 0.9, 1.5, 2], { method, unit: "day" });
    assert.equal(found.ok, false);
    assert.match(found.message, /^The solver gave up at day 1 after [\d,]+ steps: .*\.$/);
    assert.ok(Math.abs(found.states[0][2] - 10) < 1e-3);
    assert.ok(Number.isNaN(found.states[0][3]) && Number.isNaN(found.states[0][4]));
  }
});

test("rates that are not numbers are refused at once, in words", () => {
  const wrong = { ...decay, rates: (t, y, p, dy) => (dy[0] = NaN) };
  const found = solve(wrong, Float64Array.of(1), [0, 1], { unit: "h" });
  assert.equal(found.steps, 0);
  assert.match(found.message, /at 0 h after 0 steps: a rate is not a finite number/);
  const missing = { ...decay, initial: (p, y) => (y[0] = Infinity) };
  assert.match(solve(missing, Float64Array.of(1), [0, 1]).message, /an amount is not a finite number/);
});

test("work is bounded whatever the method", () => {
  for (const method of METHODS) {
    let evaluations = 0;
    const counted = {
      ...vanDerPol,
      rates(t, y, p, dy) {
        evaluations++;
        vanDerPol.rates(t, y, p, dy);
      },
    };
    const found = solve(counted, Float64Array.of(5), [0, 1e7], { method, maxSteps: 500 });
    assert.equal(found.ok, false);
    assert.equal(found.steps, 500);
    assert.ok(evaluations < 500 * 10, `${evaluations} evaluations`);
    assert.match(found.message, /after 500 steps/);
  }
});

test("slices give the same numbers as one go, and can be dropped at any time", () => {
  const times = grid(0, 1000, 400);
  const whole = solve(kuznetsov, KUZNETSOV, times);
  const slices = solveSlices(kuznetsov, KUZNETSOV, times, { slice: 0 });
  let last = 0;
  let count = 0;
  for (;;) {
    const { value, done } = slices.next();
    if (done) {
      assert.deepEqual(value.states, whole.states);
      break;
    }
    assert.ok(value >= last && value <= 1);
    last = value;
    count++;
  }
  assert.ok(count > 3, `${count} slices`);
});

test("a start can be given, for a click into the phase plane", () => {
  const found = solve(decay, Float64Array.of(1), [3, 4], { start: 3, initial: Float64Array.of(7) });
  assert.equal(found.states[0][0], 7);
  assert.ok(Math.abs(found.states[0][1] - 7 / Math.E) < 1e-5);
});

test("output times after the start are reached from it", () => {
  const found = solve(decay, Float64Array.of(1), [2, 3]);
  assert.ok(Math.abs(found.states[0][0] - Math.exp(-2)) < 1e-6);
});
