// Tails and quantiles against SciPy's: scipy.stats norm, chi2, f and t, at the places named.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  chiSquaredTail,
  fisherTail,
  logNormal,
  normalHazard,
  studentQuantile,
} from "../../../src/evbook/explorer/frontend/src/numerics/distributions.js";
import { runsTest } from "../../../src/evbook/explorer/frontend/src/own-data/lack-of-fit.js";

/** @param {number} found @param {number} wanted */
const near = (found, wanted) =>
  assert.ok(Math.abs(found - wanted) <= 1e-11 * Math.abs(wanted), `${found} is not ${wanted}`);

test("the logarithm of the normal distribution, deep in the tail too", () => {
  near(logNormal(-40.0), -804.6084420137539);
  near(logNormal(-12.0), -75.41067300156881);
  near(logNormal(-8.5), -39.19739642821768);
  near(logNormal(-7.5), -31.075890902890006);
  near(logNormal(-2.0), -3.7831843336820317);
  near(logNormal(1.5), -0.06914345561223399);
  near(logNormal(6.0), -9.86587645524372e-10);
});

test("density over distribution", () => {
  near(normalHazard(-40.0), 40.024968847210886);
  near(normalHazard(-12.0), 12.082214175254526);
  near(normalHazard(-8.5), 8.614595320165249);
  near(normalHazard(-7.5), 7.62896639110379);
  near(normalHazard(-2.0), 2.37321553282284);
  near(normalHazard(0.0), 0.7978845608028654);
  near(normalHazard(1.5), 0.13878975045885075);
  near(normalHazard(6.0), 6.0758828558176746e-9);
});

test("the upper tail of chi squared", () => {
  near(chiSquaredTail(0.1, 1.0), 0.7518296340458492);
  near(chiSquaredTail(3.841458820694124, 1.0), 0.04999999999999989);
  near(chiSquaredTail(5.0, 7.0), 0.6599632296942824);
  near(chiSquaredTail(30.0, 7.0), 9.495972508134177e-5);
  near(chiSquaredTail(80.0, 40.0), 0.0001763028977385677);
  near(chiSquaredTail(20.0, 40.0), 0.9965456580241432);
  near(chiSquaredTail(250.0, 200.0), 0.009379131668826098);
});

test("the upper tail of F", () => {
  near(fisherTail(0.5, 3.0, 8.0), 0.6926248669438465);
  near(fisherTail(2.5, 3.0, 8.0), 0.13348453502157784);
  near(fisherTail(12.0, 3.0, 8.0), 0.0024857244274493315);
  near(fisherTail(1.7, 20.0, 40.0), 0.07568570505763687);
});

test("quantiles of Student's t", () => {
  near(studentQuantile(0.975, 1.0), 12.706204736174694);
  near(studentQuantile(0.975, 2.0), 4.302652729749462);
  near(studentQuantile(0.975, 5.0), 2.5705818356363146);
  near(studentQuantile(0.975, 30.0), 2.0422724563012378);
  near(studentQuantile(0.9, 8.0), 1.3968153097438654);
  near(studentQuantile(0.975, 1000.0), 1.9623390808264083);
});

test("runs of one sign: few are rare, and one side alone is as rare as that many tosses", () => {
  near(runsTest([1, 1, 1, -1, -1, -1]), 2 / 20);
  near(runsTest([1, -1, 1, -1, 1, -1]), 1);
  near(runsTest([1, 1, 1, 1, 1]), 1 / 16);
  near(runsTest([1, 0, 1, -1, -1]), 2 / 6);
});
