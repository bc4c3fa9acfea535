// Says of each attempt at a challenge whether it is met, by the explorer's own modules; tests/test_challenges.py asks.

import { meets, startOf } from "../../src/evbook/explorer/frontend/src/challenge.js";
import { prepare } from "../../src/evbook/explorer/frontend/src/program.js";
import { runner } from "../../src/evbook/explorer/frontend/src/run.js";
import { withValue } from "../../src/evbook/explorer/frontend/src/setting.js";
import { special } from "../../src/evbook/explorer/frontend/src/special-functions.js";

globalThis.evbook = { special };

let text = "";
for await (const chunk of process.stdin) text += chunk;
const { source, challenge, tries } = JSON.parse(text);
const model = prepare(new Function(`return ${source}`)());
const compute = runner(model);
const said = tries.map((values) => {
  const setting = Object.entries(values).reduce((s, [name, value]) => withValue(model, s, name, value), startOf(model, challenge));
  return meets(model, compute(setting));
});
console.log(JSON.stringify(said));
