// Answers a JSON list of questions about a derived model with a JSON list; tests/test_browser_laboratory.py asks them.

import { membersOf } from "../../src/evbook/explorer/frontend/src/model/ensemble.js";
import { branches, folds } from "../../src/evbook/explorer/frontend/src/numerics/continuation.js";
import * as special from "../../src/evbook/explorer/frontend/src/numerics/special.js";
import { problemOf } from "../../src/evbook/explorer/frontend/src/own-data/arms.js";
import { schedulesOf } from "../../src/evbook/explorer/frontend/src/own-data/doses.js";
import { petab } from "../../src/evbook/explorer/frontend/src/own-data/petab.js";
import { markdown } from "../../src/evbook/explorer/frontend/src/own-data/report-text.js";
import { readTable } from "../../src/evbook/explorer/frontend/src/own-data/reader.js";
import { fit } from "../../src/evbook/explorer/frontend/src/own-data/fit.js";
import { match, matched } from "../../src/evbook/explorer/frontend/src/own-data/columns.js";
import { factorBetween, unitOf } from "../../src/evbook/explorer/frontend/src/own-data/units.js";
import { prepare } from "../../src/evbook/explorer/frontend/src/model/program.js";
import { runner } from "../../src/evbook/explorer/frontend/src/model/run.js";
import { special as named } from "../../src/evbook/explorer/frontend/src/model/special-functions.js";
import { fromScenario, withSchedule, withValue } from "../../src/evbook/explorer/frontend/src/model/setting.js";
import { parameterSweep, SWEPT } from "../../src/evbook/explorer/frontend/src/model/parameter-sweep.js";
import { elasticitiesOf } from "../../src/evbook/explorer/frontend/src/tools/matters.js";
import { familyOf, mayRest } from "../../src/evbook/explorer/frontend/src/views/sweep.js";

globalThis.evbook = { special: { ...special, ...named } };

const finished = (generator) => {
  for (;;) {
    const { value, done } = generator.next();
    if (done) return value;
  }
};
const at = (model, { scenario, values = {}, ev = true, schedule }) =>
  Object.entries(values).reduce(
    (setting, [name, value]) => withValue(model, setting, name, value),
    withSchedule(model, { ...fromScenario(model, scenario), ev }, schedule),
  );

const answers = {
  elasticities(model, question) {
    const { measures, elasticities } = finished(elasticitiesOf(model, at(model, question)));
    return { measures: [...measures], elasticities: elasticities.map((one) => [...one]) };
  },
  ensemble(model, question) {
    const { measures, failed } = finished(
      membersOf(model, at(model, question), { members: question.members, seed: question.seed }),
    );
    return { measures: measures.map((one) => [...one]), failed };
  },
  sweep(model, question) {
    const out = model.program.measures.map(() => new Float64Array(SWEPT));
    finished(parameterSweep(model, at(model, question), question.parameter, out));
    return out.map((one) => [...one]);
  },
  branches(model, question) {
    if (!mayRest(model)) return null;
    const found = finished(branches(familyOf(model, at(model, question), question.parameter, question.ev ?? true)));
    return {
      folds: folds(found),
      branches: found.map(({ shares, states, stable }) => ({ shares, stable, states: states.map((one) => [...one]) })),
    };
  },
  /** A file laid over the model, and parameters fitted to it; `arms` says of each what `at` is told. */
  fit(model, question) {
    const { csv, answers: said, parameters, own = [], error = "additive", starts = 1, arms = {}, series } = question;
    let measured;
    try {
      const table = readTable(csv, said);
      measured = match(model, table);
      if (measured.tracks.length === 0) return { refused: table.questions[0].sentence };
    } catch (refusal) {
      return { refused: refusal.message };
    }
    if (series) measured = { ...measured, tracks: measured.tracks.map((track) => matched(model, track, series)) };
    const settingOf = (arm) =>
      at(model, { ...question, ...arms[arm], values: { ...question.values, ...arms[arm]?.values } });
    const wanted = parameters.map((name) => ({ name, own: own.includes(name) }));
    const found = finished(
      fit(problemOf(model, measured, { settingOf, wanted, error, weigh: question.weigh ?? true }), { starts }),
    );
    const { estimates, tied, judgement, converged, best } = found;
    if (question.taken) return { petab: petab(found, ""), markdown: markdown(found, "") };
    const { rows, aicc, tests, verdict, sigma } = judgement;
    return {
      estimates,
      tied,
      converged,
      aicc,
      tests,
      verdict,
      rows,
      sigma: Object.fromEntries(sigma),
      loss: best.loss,
    };
  },
  /** The schedules that the doses of tables mean, by arm; null where they are none. */
  schedules(model, { csvs }) {
    return csvs.map((csv) => {
      const rows = [...(schedulesOf(model, readTable(csv))?.schedules ?? [])];
      return rows.length ? Object.fromEntries(rows.map(([arm, list]) => [arm, list.map(Object.values)])) : null;
    });
  },
  /** How far, in shares of the axes, a curve in the hand is from the same at rest, and the steps that each took. */
  hand(model, question) {
    const compute = runner(model);
    return question.settings.map((one) => {
      const setting = at(model, one);
      const hand = compute(setting, false);
      const rest = runner(model)(setting, true);
      let off = 0;
      for (const name of model.program.views.timecourse.series) {
        const { log, low, high } = model.series.get(name);
        const share = (y) => (log ? Math.log(Math.max(y, low) / low) / Math.log(high / low) : (y - low) / (high - low));
        hand.main.series
          .get(name)
          .forEach((y, i) => (off = Math.max(off, Math.abs(share(y) - share(rest.main.series.get(name)[i])))));
      }
      return { off, hand: hand.main.solution.steps, rest: rest.main.solution.steps };
    });
  },
  /** By what each unit is multiplied to be the other; null where that cannot be. */
  units: (_, { pairs }) =>
    pairs.map(([from, to]) => {
      const [a, b] = [unitOf(from || "1"), unitOf(to || "1")];
      return a && b && factorBetween(a, b) === null
        ? null
        : a && b
          ? (a.factor / b.factor) * factorBetween(a, b)
          : null;
    }),
};

let text = "";
for await (const chunk of process.stdin) text += chunk;
const { source, questions } = JSON.parse(text);
const model = prepare(new Function(`return ${source}`)());
console.log(JSON.stringify(questions.map((question) => answers[question.ask](model, question))));
