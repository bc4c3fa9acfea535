// Doses, infusions, windows and triggers: what happens to a solution, when, and in which order.

import assert from "node:assert/strict";
import { test } from "node:test";

import { solve } from "../../../src/evbook/explorer/frontend/src/numerics/solve.js";
import { NONE, decay, grid, oscillator, program } from "./programs.js";

const METHODS = ["explicit", "stiff", "auto"];

test("a dose is there at its own time, and the output before it is untouched", () => {
  const dosed = {
    ...decay,
    doses: () => [
      { time: 2, state: 0, amount: 10 },
      { time: 0, state: 0, amount: 1 },
    ],
  };
  for (const method of METHODS) {
    const found = solve(dosed, Float64Array.of(1), [0, 1, 2, 3], { method, rtol: 1e-10 });
    const wanted = [2, 2 * Math.exp(-1), 2 * Math.exp(-2) + 10, (2 * Math.exp(-2) + 10) * Math.exp(-1)];
    wanted.forEach((value, k) => assert.ok(Math.abs(found.states[0][k] / value - 1) < 1e-8));
    assert.deepEqual(found.events, [
      { time: 0, kind: "dose", index: 0 },
      { time: 2, kind: "dose", index: 1 },
    ]);
  }
});

test("what was due before the start is given at the start", () => {
  const dosed = { ...decay, doses: () => [{ time: -3, state: 0, amount: 4 }] };
  const found = solve(dosed, Float64Array.of(0), [0, 1]);
  assert.deepEqual([...found.states[0]], [5, 5]);
  assert.equal(found.events[0].time, 0);
});

test("a dose at the last time is in the last value, and one beyond it is not given", () => {
  const dosed = {
    ...decay,
    doses: () => [
      { time: 1, state: 0, amount: 5 },
      { time: 1.5, state: 0, amount: 7 },
    ],
  };
  const found = solve(dosed, Float64Array.of(0), [0, 1]);
  assert.deepEqual([...found.states[0]], [1, 6]);
});

test("repeated doses reach the steady state of the geometric series", () => {
  const every = { ...decay, initial: (p, y) => (y[0] = 0), doses: () => doses };
  const doses = Array.from({ length: 40 }, (_, k) => ({ time: k, state: 0, amount: 3 }));
  const found = solve(every, Float64Array.of(0.5), grid(0, 39, 40), { rtol: 1e-9 });
  assert.ok(Math.abs(found.states[0][39] / (3 / (1 - Math.exp(-0.5))) - 1) < 1e-7);
});

test("an infusion flows from its start until its stop", () => {
  const infused = {
    ...decay,
    initial: (p, y) => (y[0] = 0),
    events: () => ({ infusions: [{ start: 1, stop: 3, state: 0, rate: 2 }] }),
  };
  for (const method of METHODS) {
    const found = solve(infused, Float64Array.of(1), [0, 1, 2, 3, 5], { method, rtol: 1e-10 });
    const wanted = [0, 0, 2 * (1 - Math.exp(-1)), 2 * (1 - Math.exp(-2)), 2 * (1 - Math.exp(-2)) * Math.exp(-2)];
    wanted.forEach((value, k) => assert.ok(Math.abs(found.states[0][k] - value) < 1e-8, `${method} ${k}`));
  }
});

test("a window is met exactly however brief, and costs no accuracy", () => {
  // y' = 1 while the device is on: one minute in every 100 days.
  const windows = Array.from({ length: 10 }, (_, k) => ({ start: 100 * k + 50, stop: 100 * k + 50.0007 }));
  const device = program(
    {
      initial: [0],
      rates(t, y, p, dy) {
        dy[0] = windows.some(({ start, stop }) => t >= start && t < stop) ? 1 : 0;
      },
      jacobian(t, y, p, J) {
        J[0] = 0;
      },
    },
    { autonomous: false, events: () => ({ windows }) },
  );
  for (const method of METHODS) {
    const found = solve(device, NONE, [0, 500, 1000], { method });
    assert.ok(Math.abs(found.states[0][2] - 10 * 0.0007) < 1e-12, `${method} ${found.states[0][2]}`);
  }
});

test("declared breaks of the rates are stepped to", () => {
  const jump = program(
    {
      initial: [0],
      rates(t, y, p, dy) {
        dy[0] = t < Math.PI ? 0 : 1;
      },
      jacobian(t, y, p, J) {
        J[0] = 0;
      },
    },
    { autonomous: false, breaks: () => [Math.PI] },
  );
  const found = solve(jump, NONE, [0, 10]);
  assert.ok(Math.abs(found.states[0][1] - (10 - Math.PI)) < 1e-13);
});

test("a crossing is located to 1e-10 of its time", () => {
  for (const method of METHODS) {
    const watched = {
      ...oscillator,
      triggers: [{ value: (t, y) => y[0] - 0.5, direction: -1, apply() {} }],
    };
    const { events } = solve(watched, NONE, [0, 20], { method, rtol: 1e-12 });
    const wanted = [0, 1, 2].map((k) => Math.PI / 3 + 2 * Math.PI * k).filter((t) => t < 20);
    assert.equal(events.length, wanted.length + 1);
    wanted.forEach((t, k) => assert.ok(Math.abs(events[k].time / t - 1) < 1e-10, `${method} ${events[k].time} ${t}`));
  }
});

test("a bouncing ball bounces when it should, and loses what it should", () => {
  // Height h, speed v; falls from 1 with g = 9.81; restitution 0.5: bounces at t1 (1 + 2 (e + e^2 + …)).
  const g = 9.81;
  const ball = program(
    {
      initial: [1, 0],
      rates(t, y, p, dy) {
        dy[0] = y[1];
        dy[1] = -g;
      },
      jacobian(t, y, p, J) {
        J.set([0, 1, 0, 0]);
      },
    },
    {
      triggers: [
        {
          value: (t, y) => y[0],
          direction: -1,
          apply(t, y) {
            y[0] = 0;
            y[1] *= -0.5;
          },
        },
      ],
    },
  );
  const first = Math.sqrt(2 / g);
  const { events } = solve(ball, NONE, [0, first * 2.7], { rtol: 1e-10 });
  const wanted = [first, first * 2, first * 2.5];
  assert.equal(events.length, 3);
  wanted.forEach((t, k) => assert.ok(Math.abs(events[k].time / t - 1) < 1e-9));
});

test("switches that chase each other end in a sentence, not in a hang", () => {
  const chasing = program(
    {
      initial: [1],
      rates(t, y, p, dy) {
        dy[0] = -1;
      },
      jacobian(t, y, p, J) {
        J[0] = 0;
      },
    },
    { triggers: [{ value: (t, y) => y[0], direction: -1, apply: (t, y) => (y[0] = 1e-5) }] },
  );
  const found = solve(chasing, NONE, [0, 2], { unit: "day" });
  assert.equal(found.ok, false);
  assert.match(
    found.message,
    /^The solver gave up at day 1\.0\d after [\d,]+ steps: its triggers fired .* 1,000 times, the last being “1”\.$/,
  );
});

test("a trigger fires once if it is to; what holds at the start fires then, or waits if it is to have held", () => {
  const counting = {
    ...oscillator,
    triggers: [
      { value: (t, y) => y[0], direction: 0, once: true, apply() {} },
      { value: (t, y) => y[0] - 0.99, direction: 1, held: true, apply() {} },
      { value: (t, y) => y[0] - 0.99, direction: 1, apply() {} },
    ],
  };
  const { events } = solve(counting, NONE, [0, 7]);
  assert.deepEqual(
    events.map(({ index }) => index),
    [2, 0, 1, 2],
  );
  assert.equal(events[0].time, 0);
  assert.ok(Math.abs(events[2].time - (2 * Math.PI - Math.acos(0.99))) < 1e-5);
});

test("triggers that set each other off at one moment end in a sentence that names them", () => {
  const pingpong = {
    ...decay,
    triggers: [
      { name: "ping", value: (t, y) => y[0] - 0.5, direction: -1, apply: (t, y) => (y[0] = 2) },
      { name: "pong", value: (t, y) => y[0] - 1.5, direction: 1, apply: (t, y) => (y[0] = 0.25) },
    ],
  };
  const { ok, message } = solve(pingpong, Float64Array.of(1), [0, 1], { unit: "day" });
  assert.equal(ok, false);
  assert.match(
    message,
    /^The solver gave up at day 0\.69\d after .* its triggers “ping” and “pong” set each other off without end\.$/,
  );
});

test("simultaneous events keep the documented order: doses, then triggers as declared, then what those set off", () => {
  const order = [];
  const busy = program(
    {
      initial: [0, 0],
      rates(t, y, p, dy) {
        dy[0] = 1;
        dy[1] = 0;
      },
      jacobian(t, y, p, J) {
        J.fill(0);
      },
    },
    {
      doses: () => [{ time: 1, state: 1, amount: 2 }],
      triggers: [
        { value: (t, y) => y[1] - 3, direction: 1, apply: () => order.push("set off") },
        { value: (t, y) => y[1] - 1, direction: 1, apply: () => order.push("dosed") },
        {
          value: (t) => t - 1,
          direction: 1,
          apply(t, y) {
            order.push("arrived");
            y[1] = 4;
          },
        },
      ],
    },
  );
  const found = solve(busy, NONE, [0, 1, 2], { rtol: 1e-12 });
  assert.deepEqual(order, ["dosed", "arrived", "set off"]);
  assert.deepEqual(
    found.events.map(({ kind, index }) => `${kind} ${index}`),
    ["dose 0", "trigger 1", "trigger 2", "trigger 0"],
  );
  assert.equal(found.states[1][1], 4, "the value reported is the one after all of it");
});

test("a wrong dose is named", () => {
  const dosed = { ...decay, doses: () => [{ time: 1, state: 0, amount: NaN }] };
  const found = solve(dosed, Float64Array.of(1), [0, 2]);
  assert.equal(found.message, "Dose 1 needs a time, an amount and a state that are numbers.");
  assert.ok(found.states[0].every(Number.isNaN));
});
