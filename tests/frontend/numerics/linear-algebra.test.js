import assert from "node:assert/strict";
import { test } from "node:test";

import {
  eigenvalues,
  factorise,
  solveFactorised,
} from "../../../src/evbook/explorer/frontend/src/numerics/linear-algebra.js";

/** The same numbers in every run. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  };
}

test("a solved system satisfies its equations", () => {
  for (const n of [1, 2, 5, 13, 30]) {
    const next = random(n);
    const A = Float64Array.from({ length: n * n }, next);
    const b = Float64Array.from({ length: n }, next);
    const LU = A.slice();
    const x = b.slice();
    const pivots = new Int32Array(n);
    assert.ok(factorise(LU, n, pivots));
    solveFactorised(LU, n, pivots, x);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += A[i * n + j] * x[j];
      assert.ok(Math.abs(sum - b[i]) < 1e-12);
    }
  }
});

test("with rows measured by their own sizes, a few cells are found exactly beside a million molecules", () => {
  // A cell dies by itself and makes molecules: its own row says all about it, whatever the molecules come to.
  const A = Float64Array.of(1.5, 0, 3e7, 8);
  const [cell, molecules] = [2.34567e-12, 71234.567];
  const b = Float64Array.of(1.5 * cell, 3e7 * cell + 8 * molecules);
  for (const sizes of [Float64Array.of(cell, molecules), undefined]) {
    const LU = A.slice();
    const x = b.slice();
    const pivots = new Int32Array(2);
    assert.ok(factorise(LU, 2, pivots, sizes));
    solveFactorised(LU, 2, pivots, x);
    const off = Math.abs(x[0] / cell - 1);
    if (sizes) assert.ok(off < 1e-15, `${off}`);
    else assert.ok(off > 1e-12, "else the measure is not needed");
  }
});

test("a singular matrix is refused, and so is one that is not finite", () => {
  assert.equal(factorise(Float64Array.of(1, 2, 2, 4), 2, new Int32Array(2)), false);
  assert.equal(factorise(Float64Array.of(NaN), 1, new Int32Array(1)), false);
  assert.ok(eigenvalues(Float64Array.of(1, Infinity, 0, 1), 2).every(({ re }) => Number.isNaN(re)));
});

test("eigenvalues of a companion matrix are the roots of its polynomial", () => {
  // (x - 1)(x - 2)(x + 3)(x^2 + 4) = x^5 - 3x^3 - 28x + 24 + 6x^2 … expanded below.
  const factors = [
    [1, -1],
    [1, -2],
    [1, 3],
    [1, 0, 4],
  ];
  const polynomial = factors.reduce((a, b) => {
    const product = Array(a.length + b.length - 1).fill(0);
    a.forEach((x, i) => b.forEach((y, j) => (product[i + j] += x * y)));
    return product;
  });
  const n = polynomial.length - 1;
  const C = new Float64Array(n * n);
  for (let j = 0; j < n; j++) C[j] = -polynomial[j + 1];
  for (let i = 1; i < n; i++) C[i * n + i - 1] = 1;
  const found = eigenvalues(C, n);
  const wanted = [
    [2, 0],
    [1, 0],
    [0, 2],
    [0, -2],
    [-3, 0],
  ];
  wanted.forEach(([re, im], k) => {
    assert.ok(Math.abs(found[k].re - re) < 1e-12 && Math.abs(found[k].im - im) < 1e-12, JSON.stringify(found));
  });
});

test("eigenvalues of random matrices sum to the trace, their squares to that of the square", () => {
  for (const n of [2, 3, 4, 7, 12, 20, 30]) {
    const next = random(100 + n);
    const A = Float64Array.from({ length: n * n }, next);
    const values = eigenvalues(A, n);
    assert.equal(values.length, n);
    let trace = 0;
    let squared = 0;
    for (let i = 0; i < n; i++) {
      trace += A[i * n + i];
      for (let j = 0; j < n; j++) squared += A[i * n + j] * A[j * n + i];
    }
    const sum = values.reduce((total, { re }) => total + re, 0);
    const squares = values.reduce((total, { re, im }) => total + re * re - im * im, 0);
    assert.ok(Math.abs(sum - trace) < 1e-12 * n && Math.abs(squares - squared) < 1e-12 * n * n);
    for (const { re, im } of values) {
      if (im !== 0)
        assert.ok(
          values.some((other) => other.re === re && other.im === -im),
          "exactly conjugate",
        );
    }
  }
});

test("badly scaled matrices keep their small eigenvalues", () => {
  const found = eigenvalues(Float64Array.of(-1, 1e12, 1e-12, -3), 2);
  assert.ok(Math.abs(found[0].re - (-2 + Math.SQRT2)) < 1e-14 && Math.abs(found[1].re - (-2 - Math.SQRT2)) < 1e-14);
});
