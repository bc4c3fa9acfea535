// Identities; tests/test_browser_solver.py compares values with mpmath.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  E1,
  betainc,
  erf,
  erfc,
  gamma,
  inverseNormal,
  lgamma,
} from "../../../src/evbook/explorer/frontend/src/numerics/special.js";

const close = (value, wanted, tolerance = 1e-13) =>
  assert.ok(Math.abs(value - wanted) <= tolerance * Math.abs(wanted), `${value} and not ${wanted}`);

test("gamma is the factorial, and its reflection holds", () => {
  assert.equal(gamma(1), 1);
  assert.equal(gamma(11), 3628800);
  close(gamma(0.5), Math.sqrt(Math.PI));
  for (const x of [0.1, 0.37, 0.9, 3.3, -2.7]) close(gamma(x) * gamma(1 - x), Math.PI / Math.sin(Math.PI * x));
  for (const x of [0.1, 1.2, 7.7, 20.5, 170]) close(lgamma(x + 1) - lgamma(x), Math.log(x), 1e-12);
  assert.equal(lgamma(1), 0);
  assert.equal(lgamma(2), 0);
  assert.equal(lgamma(-3), Infinity);
  assert.ok(Number.isNaN(gamma(-3)) && Number.isNaN(lgamma(NaN)));
});

test("the error functions are odd and complementary", () => {
  for (const x of [0, 0.3, 1, 1.99, 2, 3.5]) {
    assert.equal(erf(-x), -erf(x));
    close(erf(x) + erfc(x), 1, 1e-15);
    close(erfc(-x) + erfc(x), 2, 1e-15);
  }
  assert.equal(erfc(30), 0);
  assert.equal(erf(Infinity), 1);
});

test("the exponential integral obeys its bounds and its derivative", () => {
  for (const x of [1e-6, 0.1, 1, 1.5, 1.6, 5, 50]) {
    const lower = 0.5 * Math.exp(-x) * Math.log1p(2 / x);
    assert.ok(E1(x) > lower && E1(x) < Math.exp(-x) * Math.log1p(1 / x));
  }
  const h = 1e-4;
  for (const x of [0.7, 1.5, 3]) close((E1(x - h) - E1(x + h)) / (2 * h), Math.exp(-x) / x, 1e-6);
  assert.equal(E1(0), Infinity);
  assert.ok(Number.isNaN(E1(-1)));
});

test("the normal quantile inverts the distribution", () => {
  for (const probability of [1e-300, 1e-12, 0.01, 0.3, 0.5, 0.77, 0.999]) {
    close(erfc(-inverseNormal(probability) / Math.SQRT2) / 2, probability, 2e-12);
  }
  assert.equal(inverseNormal(0.5), 0);
  assert.equal(inverseNormal(0), -Infinity);
  assert.equal(inverseNormal(1), Infinity);
  assert.ok(Number.isNaN(inverseNormal(1.1)));
});

test("the incomplete beta function is a power, a mirror image and a sum of binomial chances", () => {
  for (const x of [0, 1e-9, 0.2, 0.5, 0.97, 1]) {
    close(betainc(3.5, 1, x), x ** 3.5);
    // The closed form by the functions that keep small numbers: 1 - (1 - x)^3.5 would lose half of its digits at 1e-9.
    close(betainc(1, 3.5, x), -Math.expm1(3.5 * Math.log1p(-x)));
    close(betainc(2.2, 7, x) + betainc(7, 2.2, 1 - x), 1, 1e-14);
  }
  let sum = 0;
  for (let k = 4; k <= 10; k++) sum += (gamma(11) / gamma(k + 1) / gamma(11 - k)) * 0.3 ** k * 0.7 ** (10 - k);
  close(betainc(4, 7, 0.3), sum);
  assert.ok([betainc(0, 1, 0.5), betainc(1, -1, 0.5), betainc(1, 1, 1.1), betainc(NaN, 1, 0.5)].every(Number.isNaN));
});
