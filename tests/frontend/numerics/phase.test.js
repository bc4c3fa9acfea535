import assert from "node:assert/strict";
import { test } from "node:test";

import { equilibria, kindOf } from "../../../src/evbook/explorer/frontend/src/numerics/equilibria.js";
import { nullclines, separatrix } from "../../../src/evbook/explorer/frontend/src/numerics/phase.js";
import { solve } from "../../../src/evbook/explorer/frontend/src/numerics/solve.js";
import { KUZNETSOV, NONE, kuznetsov, oscillator, program } from "./programs.js";

const BOX = { low: [0, 0], high: [1e7, 1e9] };
const LOG = { x: [1e4, 1e7], y: [1e4, 1e9] };
const [a, b, s, rate, g, m, n, d] = KUZNETSOV;

/** Lotka and Volterra's competition, p = (strength of one on two, of two on one). */
const competition = program({
  initial: [0.5, 0.5],
  rates(t, y, p, dy) {
    dy[0] = y[0] * (1 - y[0] - p[1] * y[1]);
    dy[1] = y[1] * (1 - y[1] - p[0] * y[0]);
  },
  jacobian(t, y, p, J) {
    J[0] = 1 - 2 * y[0] - p[1] * y[1];
    J[1] = -p[1] * y[0];
    J[2] = -p[0] * y[1];
    J[3] = 1 - 2 * y[1] - p[0] * y[0];
  },
});

test("Kuznetsov's four equilibria are found with their published places and kinds", () => {
  const found = equilibria(kuznetsov, KUZNETSOV, BOX);
  const published = [
    [0.3155e6, 0, "saddle"],
    [1.608e6, 8.186e6, "stable spiral"],
    [0.759e6, 268e6, "saddle"],
    [0.173e6, 447e6, "stable node"],
  ];
  assert.equal(found.length, 4);
  published.forEach(([E, T, kind], k) => {
    assert.ok(Math.abs(found[k].y[0] / E - 1) < 5e-3);
    assert.ok(T === 0 ? found[k].y[1] === 0 : Math.abs(found[k].y[1] / T - 1) < 5e-3);
    assert.equal(found[k].kind, kind);
  });
  const spiral = found[1].eigenvalues[0];
  assert.ok(Math.abs(spiral.re + 0.00552) < 1e-5 && Math.abs(Math.abs(spiral.im) - 0.0634) < 1e-4);
});

test("equilibria are polished to 1e-10: the tumour-free state is s/d", () => {
  const [free] = equilibria(kuznetsov, KUZNETSOV, BOX);
  assert.ok(Math.abs(free.y[0] / (s / d) - 1) < 1e-14);
});

test("past the fold the dormant state is gone, and only there", () => {
  const at = (factor) => {
    const p = KUZNETSOV.slice();
    p[5] *= factor;
    return equilibria(kuznetsov, p, BOX).map(({ kind }) => kind);
  };
  assert.deepEqual(at(4.2), ["saddle", "stable spiral", "saddle", "stable node"]);
  assert.deepEqual(at(4.3), ["saddle", "stable node"]);
});

test("competition has the four equilibria of the textbook, and a box leaves out those outside it", () => {
  const p = Float64Array.of(2, 3);
  const found = equilibria(competition, p, { low: [0, 0], high: [2, 2] });
  const inner = [2 / 5, 1 / 5];
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ["unstable node", "stable node", "saddle", "stable node"],
  );
  inner.forEach((value, i) => assert.ok(Math.abs(found[2].y[i] - value) < 1e-12));
  assert.equal(equilibria(competition, p, { low: [0.1, 0.1], high: [0.9, 0.9] }).length, 1);
});

test("six species in weak competition rest in each of their 64 subsets, stably only all together", () => {
  const species = 6;
  const alpha = 0.5;
  const many = program({
    initial: Array(species).fill(0.1),
    rates(t, y, p, dy) {
      const total = y.reduce((sum, x) => sum + x, 0);
      for (let i = 0; i < species; i++) dy[i] = y[i] * (1 - y[i] - alpha * (total - y[i]));
    },
    jacobian(t, y, p, J) {
      const total = y.reduce((sum, x) => sum + x, 0);
      for (let i = 0; i < species; i++) {
        for (let j = 0; j < species; j++) {
          J[i * species + j] = i === j ? 1 - 2 * y[i] - alpha * (total - y[i]) : -alpha * y[i];
        }
      }
    },
  });
  const found = equilibria(many, NONE, { low: Array(species).fill(0), high: Array(species).fill(2) });
  assert.equal(found.length, 64);
  const all = found.find(({ y }) => y.every((x) => x > 0));
  const none = found.find(({ y }) => y.every((x) => x === 0));
  assert.ok(all && none);
  all.y.forEach((x) => assert.ok(Math.abs(x - 1 / (1 + alpha * (species - 1))) < 1e-12));
  assert.equal(all.kind, "stable node");
  assert.equal(none.kind, "unstable node");
  for (const { y, kind } of found) {
    const k = y.filter((x) => x > 0).length;
    for (const x of y) assert.ok(x === 0 || Math.abs(x - 1 / (1 + alpha * (k - 1))) < 1e-10);
    if (k > 0 && k < species) assert.equal(kind, "saddle");
  }
});

test("what only events change is held where it begins", () => {
  // A device, off at first, that would double the loss of effectors.
  const withDevice = {
    ...kuznetsov,
    initial(p, y) {
      kuznetsov.initial(p, y);
      y[2] = 0;
    },
    rates(t, y, p, dy) {
      kuznetsov.rates(t, y, p, dy);
      dy[0] -= y[2] * p[7] * y[0];
      dy[2] = 0;
    },
    jacobian(t, y, p, J) {
      const small = new Float64Array(4);
      kuznetsov.jacobian(t, y, p, small);
      J.fill(0);
      J.set([small[0] - y[2] * p[7], small[1], -p[7] * y[0]], 0);
      J.set([small[2], small[3]], 3);
    },
  };
  const found = equilibria(withDevice, KUZNETSOV, BOX);
  assert.deepEqual(found, equilibria(kuznetsov, KUZNETSOV, BOX));
  assert.deepEqual(
    separatrix(withDevice, KUZNETSOV, found[2], LOG, { log: true }),
    separatrix(kuznetsov, KUZNETSOV, found[2], LOG, { log: true }),
  );
});

test("kinds are named after the eigenvalues", () => {
  const named = (...values) => kindOf(values.map(([re, im = 0]) => ({ re, im })));
  assert.equal(named([-1], [-2]), "stable node");
  assert.equal(named([-1, 1], [-1, -1], [-3]), "stable spiral");
  assert.equal(named([1, 1], [1, -1], [-3]), "saddle");
  assert.equal(named([1], [2]), "unstable node");
  assert.equal(named([1, 2], [1, -2]), "unstable spiral");
  assert.equal(named([0, 1], [0, -1]), "centre");
  assert.equal(named([0], [-1]), "marginal");
  const origin = equilibria(oscillator, NONE, { low: [-1, -1], high: [1, 1] });
  assert.deepEqual(
    origin.map(({ kind }) => kind),
    ["centre"],
  );
});

test("on the nullclines the rates vanish, as the formulae say, on log and linear axes", () => {
  for (const [window, log] of [
    [LOG, true],
    [{ x: [0, 3e6], y: [0, 5e8] }, false],
  ]) {
    const found = nullclines(kuznetsov, KUZNETSOV, 0, 1, window, { log });
    let points = 0;
    for (const { x, y } of found.x) {
      x.forEach((E, k) => {
        const T = y[k];
        const wanted = s / (d + m * T - (rate * T) / (g + T));
        assert.ok(Math.abs(E / wanted - 1) < 1e-5, `E = ${E} and not ${wanted} at T = ${T}`);
        points++;
      });
    }
    for (const { x, y } of found.y) {
      x.forEach((E, k) => {
        if (y[k] === 0) return;
        const wanted = (a * (1 - b * y[k])) / n;
        assert.ok(Math.abs(E - wanted) < 1e-5 * (a / n), `E = ${E} and not ${wanted}`);
        points++;
      });
    }
    assert.ok(points > 100);
  }
});

test("an absent tumour stays absent, so that edge is part of its nullcline", () => {
  const found = nullclines(kuznetsov, KUZNETSOV, 0, 1, { x: [0, 3e6], y: [0, 5e8] });
  assert.ok(found.y.some(({ y }) => y.every((value) => value === 0)));
  assert.ok(!found.x.some(({ x }) => x.every((value) => value === 0)), "s > 0, so effectors do come back");
});

test("a closed nullcline is closed and a crossing one is not torn", () => {
  const circle = program({
    initial: [0, 0],
    rates(t, y, p, dy) {
      dy[0] = y[0] * y[0] + y[1] * y[1] - 1;
      dy[1] = y[0] * y[1];
    },
    jacobian() {},
  });
  const found = nullclines(circle, NONE, 0, 1, { x: [-2, 2.1], y: [-2, 2.1] });
  assert.equal(found.x.length, 1);
  const [{ x, y }] = found.x;
  assert.equal(x[0], x.at(-1));
  assert.equal(y[0], y.at(-1));
  x.forEach((value, k) => assert.ok(Math.abs(Math.hypot(value, y[k]) - 1) < 1e-6));
  assert.ok(found.y.length <= 2, `${found.y.length} pieces of a cross`);
});

test("starts on either side of the separatrix meet different fates", () => {
  const saddle = equilibria(kuznetsov, KUZNETSOV, BOX).find(({ kind, y }) => kind === "saddle" && y[1] > 0);
  const [line] = separatrix(kuznetsov, KUZNETSOV, saddle, LOG, { log: true });
  const fate = (E, T) => {
    const p = KUZNETSOV.slice();
    p[8] = E;
    p[9] = T;
    return solve(kuznetsov, p, [0, 3000]).states[1][1] > 1e8 ? "escape" : "dormancy";
  };
  let checked = 0;
  for (let k = 0; k < line.x.length; k += 15) {
    if (line.y[k] > 4e8 || line.x[k] < 2e5) continue;
    assert.equal(fate(line.x[k], line.y[k] * 1.01), "escape");
    assert.equal(fate(line.x[k], line.y[k] * 0.99), "dormancy");
    checked++;
  }
  assert.ok(checked > 3, `${checked} points`);
});

test("the separatrix of competition between equals is the diagonal", () => {
  const p = Float64Array.of(2, 2);
  const window = { x: [0, 1.5], y: [0, 1.5] };
  const saddle = equilibria(competition, p, { low: [0, 0], high: [2, 2] }).find(({ kind }) => kind === "saddle");
  const [line] = separatrix(competition, p, saddle, window);
  line.x.forEach((value, k) => assert.ok(Math.abs(value - line.y[k]) < 1e-6));
  assert.ok(Math.max(...line.x) > 1.5 && Math.min(...line.x) < 0.05);
  assert.deepEqual(separatrix(oscillator, NONE, { y: [0, 0] }, window), []);
});
