// Challenges: tasks that a setting meets or does not.  Python tells the same truth in evbook.analysis.challenges.

import { challengeOf, fromChallenge, fromDefaults } from "./setting.js";

/** @import { Model, Run, Setting } from "../types.js" */

/** The setting of a challenge's own answer. @param {Model} model @param {string} id @returns {Setting} */
export function answerOf(model, id) {
  const challenge = challengeOf(model, id);
  const start = fromChallenge(model, id);
  return challenge ? { ...fromDefaults(model, { ...challenge.start, ...challenge.solution }), challenge: id } : start;
}

/** Whether the setting of a run meets the challenge that it is an attempt at. @param {Model} model @param {Run} run */
export function meets(model, run) {
  const { challenge: id, values, ev, end, schedule } = run.setting;
  const index = model.program.challenges.findIndex((challenge) => challenge.id === id);
  // What a challenge holds is held by the setting; one that comes from elsewhere is no attempt.
  if (index < 0 || run.trouble || !ev || schedule || end !== model.program.time.end) return false;
  const start = fromChallenge(model, id).values;
  const held = model.program.challenges[index].fixed.every((name) => {
    const i = model.parameterIndex.get(name) ?? -1;
    return values[i] === start[i];
  });
  return held && Boolean(model.program.goal(index, values, run.measures));
}
