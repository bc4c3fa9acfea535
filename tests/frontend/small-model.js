// A model small enough to know by heart: exponential growth, N = N_0 exp((r + e) t), with e the vesicles' part.

const version = (withVesicles) => {
  const rate = (p) => p[0] + (withVesicles ? p[1] : 0);
  return {
    reads: withVesicles ? [0, 1, 2] : [0, 2],
    autonomous: true,
    initial(p, y) {
      y[0] = p[2];
    },
    rates(t, y, p, dy) {
      dy[0] = rate(p) * y[0];
    },
    jacobian(t, y, p, J) {
      J[0] = rate(p);
    },
    outputs(t, y, p, o) {
      o[0] = 1 / y[0];
    },
    doses: () => [],
    processes: withVesicles ? ["growth", "help", "loss"] : ["growth", "loss"],
    fluxes(t, y, p, r) {
      r[0] = p[0] * y[0];
      if (withVesicles) r[1] = p[1] * y[0];
      r[withVesicles ? 2 : 1] = 0;
    },
    stoichiometry(p, N) {
      N.set(withVesicles ? [1, 1, -1] : [1, -1]);
    },
  };
};

const parameter = (name, value, low, high, more) => ({
  name,
  label: name,
  unit: "",
  value,
  low,
  high,
  scale: "linear",
  ev: false,
  initial: false,
  control: true,
  group: "base",
  meaning: `meaning of ${name}`,
  grade: "fitted",
  checked: "full text",
  source: "Somebody1999",
  context: "",
  assumed: false,
  ...more,
});

export const small = () => ({
  id: "small-model",
  hash: "0123abcd",
  title: "Exponential growth",
  kind: "dynamic",
  time: { symbol: "t", unit: "day", start: 0, end: 10, points: 11, label: "Days" },
  states: [{ name: "N", label: "Cells", unit: "cell", meaning: "cells", log: true, low: 1, high: 1e3, colour: 0 }],
  parameters: [
    parameter("r", 0.1, -1, 1, { unit: "1/day" }),
    parameter("e", 0.2, 0, 2, { ev: true, unit: "1/day", assumed: true, grade: "assumed" }),
    parameter("N_0", 10, 1, 1e4, { scale: "log", unit: "cell", initial: true }),
  ],
  processes: [
    { name: "growth", label: "growth", meaning: "", ev: false },
    { name: "help", label: "help of vesicles", meaning: "", ev: true },
    { name: "loss", label: "loss", meaning: "", ev: false },
  ],
  outputs: [
    { name: "inverse", label: "One over N", unit: "1/cell", meaning: "", log: false, low: 0, high: 1, colour: 1 },
  ],
  views: { timecourse: { series: ["N"] }, phase: null },
  panel: {
    views: [
      { id: "timecourse", title: "Over time" },
      { id: "linear", title: "Linear", place: "axis" },
      { id: "sweep", title: "Along a parameter" },
      { id: "map", title: "Map of two" },
      { id: "distribution", title: "Distribution" },
      { id: "fluxes", title: "Processes" },
    ],
    tools: [
      { id: "challenges", title: "Challenge", place: "drawer" },
      { id: "takeaway", title: "Download", place: "row" },
    ],
    budget: "Vesicle budget",
    parts: { bar: "evx-bar", budget: "evx-budget-box", tools: "evx-tools" },
  },
  measures: [{ name: "N_final", of: "N", take: "final", unit: "cell", label: "cells at the end", meaning: "" }],
  budget: [
    {
      name: "asked",
      label: "asked",
      unit: "EV/(cell hour)",
      meaning: "",
      low: 1,
      high: 100,
      beyond: "More than cells make.",
    },
  ],
  scenarios: [
    { id: "usual", title: "Usual", values: {}, ev: true, meaning: "as it is" },
    { id: "fast", title: "Fast", values: { r: 0.5 }, ev: true, meaning: "quicker" },
    { id: "alone", title: "Alone", values: {}, ev: false, meaning: "without vesicles" },
  ],
  verdicts: [{ text: "On day {nothing} there are {N_final}, growing at {r} from {N_0}." }],
  challenges: [
    {
      id: "hundred",
      title: "A hundred cells",
      task: "Reach a hundred cells without growth of their own.",
      start: { r: 0, e: 0 },
      hints: ["Vesicles add to growth.", "Twenty-four hundredths a day will do."],
      met: "They did it all.",
      fixed: ["r"],
      solution: { e: 0.24 },
    },
  ],
  on: version(true),
  off: version(false),
  budgetValues(p, out) {
    out[0] = 1000 * p[1];
  },
  levels(p, out) {
    out[0] = NaN;
  },
  verdict: () => 0,
  goal: (index, p, m) => index === 0 && m[0] >= 100 && p[0] <= 0,
});
