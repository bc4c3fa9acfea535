// Answers a JSON list of questions about a derived model with a JSON list; tests/test_browser_laboratory.py asks them.

import { membersOf } from "../../src/evbook/explorer/frontend/src/ensemble.js";
import { branches, folds } from "../../src/evbook/explorer/frontend/src/numerics/continuation.js";
import * as special from "../../src/evbook/explorer/frontend/src/numerics/special.js";
import { prepare } from "../../src/evbook/explorer/frontend/src/program.js";
import { special as named } from "../../src/evbook/explorer/frontend/src/special-functions.js";
import { fromScenario, withValue } from "../../src/evbook/explorer/frontend/src/setting.js";
import { along, SWEPT } from "../../src/evbook/explorer/frontend/src/sweeping.js";
import { elasticitiesOf } from "../../src/evbook/explorer/frontend/src/tools/matters.js";
import { familyOf, mayRest } from "../../src/evbook/explorer/frontend/src/views/sweep.js";

globalThis.evbook = { special: { ...special, ...named } };

const finished = (generator) => {
  for (;;) {
    const { value, done } = generator.next();
    if (done) return value;
  }
};
const at = (model, { scenario, values = {}, ev = true }) =>
  Object.entries(values).reduce((setting, [name, value]) => withValue(model, setting, name, value), { ...fromScenario(model, scenario), ev });

const answers = {
  elasticities(model, question) {
    const { measures, elasticities } = finished(elasticitiesOf(model, at(model, question)));
    return { measures: [...measures], elasticities: elasticities.map((one) => [...one]) };
  },
  ensemble(model, question) {
    const { measures, failed } = finished(membersOf(model, at(model, question), { members: question.members, seed: question.seed }));
    return { measures: measures.map((one) => [...one]), failed };
  },
  sweep(model, question) {
    const out = model.program.measures.map(() => new Float64Array(SWEPT));
    finished(along(model, at(model, question), question.parameter, out));
    return out.map((one) => [...one]);
  },
  branches(model, question) {
    if (!mayRest(model)) return null;
    const found = finished(branches(familyOf(model, at(model, question), question.parameter, question.ev ?? true)));
    return { folds: folds(found), branches: found.map(({ shares, states, stable }) => ({ shares, stable, states: states.map((one) => [...one]) })) };
  },
};

let text = "";
for await (const chunk of process.stdin) text += chunk;
const { source, questions } = JSON.parse(text);
const model = prepare(new Function(`return ${source}`)());
console.log(JSON.stringify(questions.map((question) => answers[question.ask](model, question))));
