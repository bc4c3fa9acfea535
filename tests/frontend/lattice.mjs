// Answers a JSON list of questions about runs of tissues with a JSON list, by the explorer's own modules;
// tests/lattices.py asks.

import { createHash } from "node:crypto";
import { LatticeRun } from "../../src/evbook/explorer/frontend/src/model/lattice.js";
import { recorded } from "../../src/evbook/explorer/frontend/src/model/looks.js";
import { prepare } from "../../src/evbook/explorer/frontend/src/model/program.js";
import { special } from "../../src/evbook/explorer/frontend/src/model/special-functions.js";
import { block, keyOf, uniforms } from "../../src/evbook/explorer/frontend/src/numerics/threefry.js";

globalThis.evbook = { special };

const models = new Map();
const modelOf = (source) => {
  if (!models.has(source)) models.set(source, prepare(new Function(`return ${source}`)()));
  return models.get(source);
};

const bytesOf = (array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength);
/** Kinds, then memories and fields with every digit. */
const hashOf = (run) => {
  const hash = createHash("sha256").update(bytesOf(run.kind));
  for (const values of [...run.memory, ...run.field]) hash.update(bytesOf(values));
  return hash.digest("hex");
};

const answers = {
  blocks: ({ cases }) => cases.map(([key, counter]) => Array.from(block(key, ...counter))),
  uniforms: ({ seed, stream, step, purpose, count }) =>
    Array.from(uniforms(keyOf(seed, stream), step, purpose, new Float64Array(count))),
  exact: ({ name, values }) =>
    values
      .map((arguments_) => special.exact[name](...arguments_))
      .map((value) => (Number.isFinite(value) ? value : String(value))),
  /** The hash of the tissue after each of the given numbers of steps. */
  hashes({ source, p, ev, seed, steps }) {
    const { program } = modelOf(source);
    const run = new LatticeRun(program.tissue, ev ? program.on : program.off, Float64Array.from(p), seed);
    return steps.map((until) => {
      while (run.steps < until) run.step();
      return hashOf(run);
    });
  },
  /** Every output at every look, and the measures. */
  looks({ source, p, ev, seed, limit }) {
    const model = modelOf(source);
    const record = recorded(model, ev ? model.program.on : model.program.off, Float64Array.from(p), seed);
    while (!record.over && record.run.steps < limit) record.step();
    return { outputs: record.outputs, measures: Array.from(record.measures()) };
  },
  /** Milliseconds of processor time a step. */
  speed({ source, p, ev, seed, steps }) {
    const { program } = modelOf(source);
    const version = ev ? program.on : program.off;
    for (let i = 0; i < 2; i++) {
      const run = new LatticeRun(program.tissue, version, Float64Array.from(p), seed);
      const began = process.cpuUsage();
      while (run.steps < steps) run.step();
      const { user, system } = process.cpuUsage(began);
      if (i) return (user + system) / 1000 / steps;
    }
  },
};

let text = "";
for await (const chunk of process.stdin) text += chunk;
console.log(JSON.stringify(JSON.parse(text).map((question) => answers[question.ask](question))));
