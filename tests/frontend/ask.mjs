// Answers a JSON list of questions about the explorer with a JSON list, by the explorer's own modules, all in one
// process; tests/frontend_answers.py asks.  NaN travels as null.

import { budgetOf, budgetText } from "../../src/evbook/explorer/frontend/src/model/budget.js";
import { meets } from "../../src/evbook/explorer/frontend/src/model/challenge.js";
import { apply, fragmentOf, parse } from "../../src/evbook/explorer/frontend/src/model/permalink.js";
import { prepare } from "../../src/evbook/explorer/frontend/src/model/program.js";
import { runner } from "../../src/evbook/explorer/frontend/src/model/run.js";
import { archiveAt } from "../../src/evbook/explorer/frontend/src/model/omex.js";
import { zipped } from "../../src/evbook/explorer/frontend/src/format/zip.js";
import { sbmlAt } from "../../src/evbook/explorer/frontend/src/model/sbml.js";
import { editableRows } from "../../src/evbook/explorer/frontend/src/model/schedule.js";
import { sentenceOf } from "../../src/evbook/explorer/frontend/src/format/sentences.js";
import {
  fromChallenge,
  fromDefaults,
  fromFigure,
  fromScenario,
  withValue,
} from "../../src/evbook/explorer/frontend/src/model/setting.js";
import { special } from "../../src/evbook/explorer/frontend/src/model/special-functions.js";
import { partPath, partsOf } from "../../src/evbook/explorer/frontend/src/scene/paths.js";
import { SceneRun } from "../../src/evbook/explorer/frontend/src/scene/placing.js";
import { toolsOf } from "../../src/evbook/explorer/frontend/src/tools/registry.js";
import { viewsOf } from "../../src/evbook/explorer/frontend/src/views/registry.js";

globalThis.evbook = { special };

/** @type {Map<string, any>} */
const models = new Map();
const modelOf = (source) => {
  if (!models.has(source)) models.set(source, prepare(new Function(`return ${source}`)()));
  return models.get(source);
};
const withValues = (model, setting, values) =>
  Object.entries(values).reduce((s, [name, value]) => withValue(model, s, name, value), setting);

/** A run as a reader meets it: the lines drawn, in thousandths of their axes; the sentence; the budget. */
const seenIn = (model, run) => {
  const shares = (curves) =>
    model.program.views.timecourse.series.map((name) => {
      const { log, low, high } = model.series.get(name);
      const share = (y) => (log ? Math.log(Math.max(y, low) / low) / Math.log(high / low) : (y - low) / (high - low));
      return Array.from(curves.series.get(name), (y) => Math.round(1000 * share(y)));
    });
  const budget = budgetOf(model, run).map(({ text }) => text);
  return JSON.stringify([shares(run.main), run.companion && shares(run.companion), sentenceOf(model, run), budget]);
};

const pathsOf = (glyph, placed) => partsOf(glyph).map((part) => partPath(part, placed));

const answers = {
  /**
   * What a figure of a page shows at its first setting with each slider at either end, and in each scenario; and those
   * parameters whose two ends look alike in every scenario.
   */
  ends({ source, figure }) {
    const model = modelOf(source);
    const { parameters, scenarios, views, budget } = model.program;
    const compute = runner(model);
    const told = (run, hand) => ({
      times: Array.from(run.times),
      series: Object.fromEntries(views.timecourse.series.map((name) => [name, Array.from(run.main.series.get(name))])),
      hand: Object.fromEntries(views.timecourse.series.map((name) => [name, Array.from(hand.main.series.get(name))])),
      within: budget.map(({ low, high }, i) => run.budget[i] >= low && run.budget[i] <= high),
      said: sentenceOf(model, run),
      trouble: run.trouble,
    });
    const ends = [];
    const alike = (start, { name, low, high }) =>
      seenIn(model, compute(withValue(model, start, name, low))) ===
      seenIn(model, compute(withValue(model, start, name, high)));
    const first = fromFigure(model, figure);
    const controls = parameters.filter(({ control }) => control);
    for (const { name, low, high, zero } of controls) {
      for (const value of [low, high, ...(zero ? [0] : [])]) {
        const setting = withValue(model, first, name, value);
        // as while the slider is in the hand, by a runner that remembers nothing finer
        ends.push({ name, value, ...told(compute(setting), runner(model)(setting, false)) });
      }
    }
    const axisOf = ({ log, low, high }) => ({ log, low, high });
    return {
      ends,
      across: model.program.time.log,
      phase: views.phase && [views.phase.x, views.phase.y],
      axes: Object.fromEntries(views.timecourse.series.map((name) => [name, axisOf(model.series.get(name))])),
      scenarios: scenarios.map(({ id }) => {
        const setting = fromScenario(model, id);
        return { id, ev: setting.ev, ...told(compute(setting), runner(model)(setting, false)) };
      }),
      idle: controls
        .filter((one) => alike(first, one) && scenarios.every(({ id }) => alike(fromScenario(model, id), one)))
        .map(({ name }) => name),
    };
  },
  /** The scene of each scenario at shares of its window: how many glyphs a layer has, and the paths of its parts. */
  scene({ source, shares }) {
    const model = modelOf(source);
    const compute = runner(model);
    return model.program.scenarios.map(({ id }) => {
      const run = compute(fromScenario(model, id));
      const scene = new SceneRun(model, run);
      return shares.map((share) => {
        const at = run.times[0] + share * (run.times[run.times.length - 1] - run.times[0]);
        const layers = scene.at(at).map((placed, i) => ({
          count: placed.count,
          amount: placed.amount,
          one: placed.one,
          // those of the first alone are looked at
          paths: id === model.program.scenarios[0].id && pathsOf(scene.said.layers[i].glyph, placed),
        }));
        return { says: scene.says, layers };
      });
    });
  },
  /** Whether each attempt meets the challenge. */
  meets({ source, challenge, tries }) {
    const model = modelOf(source);
    const compute = runner(model);
    return tries.map((values) => meets(model, compute(withValues(model, fromChallenge(model, challenge), values))));
  },
  /** What the explorer computes for a link, and the link that it would write itself. */
  link({ source, fragment }) {
    const model = modelOf(source);
    const { setting } = apply(model, parse(fragment));
    const run = runner(model)(setting);
    const names = model.program.measures.map(({ name }) => name);
    return {
      times: Array.from(run.times),
      series: Object.fromEntries([...run.main.series].map(([name, values]) => [name, Array.from(values)])),
      companion:
        run.companion &&
        Object.fromEntries([...run.companion.series].map(([name, values]) => [name, Array.from(values)])),
      measures: Object.fromEntries(names.map((name, i) => [name, run.measures[i]])),
      trouble: run.trouble,
      link: fragmentOf(model, setting),
    };
  },
  /** The SBML that the explorer hands out for a link. */
  sbml({ source, fragment, templates }) {
    const model = modelOf(source);
    return sbmlAt(model, templates, apply(model, parse(fragment)).setting);
  },
  /** The archive that the explorer hands out for a link, in base64. */
  async archive({ source, fragment, templates }) {
    const model = modelOf(source);
    const files = await archiveAt(model, templates, apply(model, parse(fragment)).setting, fragment);
    return Buffer.from(zipped(files)).toString("base64");
  },
  /** What becomes of settings at the ends of every range: each share is 0 or 1 a parameter. */
  corners({ source, shares }) {
    const model = modelOf(source);
    const compute = runner(model);
    return shares.map((ends) => {
      const values = Float64Array.from(model.program.parameters, ({ low, high }, i) => (ends[i] ? high : low));
      const run = compute({ ...fromDefaults(model), values });
      const finite = run.main.solution.states.every((state) => state.every(Number.isFinite));
      return { trouble: run.trouble, finite, steps: run.main.solution.steps, said: sentenceOf(model, run) };
    });
  },
  /** What the panel offers, and the vesicle budget in words, at the values that a figure begins with. */
  panel({ source, scenario }) {
    const model = modelOf(source);
    return {
      views: viewsOf(model, false)
        .filter(({ place }) => place !== "axis")
        .map(({ title }) => title),
      compact: viewsOf(model, true).map(({ title }) => title),
      drawers: toolsOf(model, false).flatMap(({ place, title }) => (place === "drawer" ? [title] : [])),
      heading: model.program.panel.budget,
      budget: budgetOf(model, runner(model)(fromScenario(model, scenario))).map((entry) => [
        entry.label,
        budgetText(entry),
        entry.beyond !== "",
      ]),
    };
  },
  /** The rows that an editor of the schedule starts from. */
  rows: ({ source }) => editableRows(modelOf(source), modelOf(source).defaults),
};

let text = "";
for await (const chunk of process.stdin) text += chunk;
const given = JSON.parse(text).map(({ ask, ...question }) => answers[ask](question));
console.log(JSON.stringify(await Promise.all(given)));
