import assert from "node:assert/strict";
import { test } from "node:test";
import { MessageChannel } from "node:worker_threads";

import { workerServer, transferables } from "../../src/evbook/explorer/frontend/src/worker/server.js";
import { WorkerClient, WorkerThread } from "../../src/evbook/explorer/frontend/src/worker/client.js";
import { prepare } from "../../src/evbook/explorer/frontend/src/model/program.js";
import { runner } from "../../src/evbook/explorer/frontend/src/model/run.js";
import { fromScenario, withEnd, withValue } from "../../src/evbook/explorer/frontend/src/model/setting.js";
import { small } from "./small-model.js";

const ADDRESS = "http://a.place/models/small-model.js";

/** A page and another thread, with a real channel between them, and what was said through it. */
function apart(t, { program = small, silent = false } = {}) {
  const { port1: page, port2: thread } = new MessageChannel();
  t.after(() => page.close());
  const [loaded, asked] = [[], []];
  const programs = {};
  const answer = workerServer((address) => {
    loaded.push(address);
    programs["small-model"] = program();
  }, programs);
  thread.onmessage = ({ data }) => {
    asked.push(data);
    if (silent) return;
    const said = answer(data);
    thread.postMessage(said, transferables(said));
  };
  const workerThread = new WorkerThread(() => {
    thread.postMessage("ready");
    return page;
  });
  const client = (told) => new WorkerClient(workerThread, { model: "small-model", address: ADDRESS }, told);
  return { workerThread, client, loaded, asked };
}

/** A figure that can be asked, and awaited. */
function figure(client) {
  const runs = [];
  let wake = () => {};
  const worker = client((run) => {
    runs.push(run);
    wake();
  });
  const next = async (count) => {
    while (runs.length < count) await new Promise((done) => (wake = done));
    return runs[count - 1];
  };
  return { worker, runs, next };
}

async function until(true_) {
  while (!true_()) await new Promise((done) => setTimeout(done, 1));
}

const model = prepare(small());
const usual = fromScenario(model);

test("what the other thread computes is what the page would have computed", async (t) => {
  const { client, loaded, asked } = apart(t);
  const { worker, next } = figure(client);
  assert.equal(worker.ready, false); // this begins it
  await until(() => worker.ready);
  const here = runner(model);
  const settings = [
    usual,
    withValue(model, usual, "e", 0.5),
    withValue(model, usual, "r", -0.2),
    withEnd(model, usual, 5),
    { ...usual, ev: false },
  ];
  for (const [i, setting] of settings.entries()) {
    worker.ask(setting);
    const run = await next(i + 1);
    assert.equal(run.setting, setting); // the very setting, by which a figure knows what it shows
    assert.equal(run.fine, false);
    assert.deepEqual(run, here(setting, false));
  }
  assert.equal(worker.count, settings.length);
  assert.deepEqual(loaded, [ADDRESS]); // once
  assert.equal(asked.length, settings.length);
});

test("what did not move is the same array as before, in each of two figures", async (t) => {
  const { client } = apart(t);
  const [one, two] = [figure(client), figure(client)];
  void one.worker.ready;
  await until(() => one.worker.ready);
  const faster = withValue(model, usual, "e", 0.7);
  for (const { worker, next } of [one, two]) {
    worker.ask(usual);
    const before = await next(1);
    worker.ask(faster);
    const after = await next(2);
    assert.equal(after.times, before.times);
    assert.equal(after.companion, before.companion); // only a vesicle term moved
    assert.notDeepEqual(after.main.series.get("N"), before.main.series.get("N"));
    worker.ask(withValue(model, faster, "r", 0.3));
    assert.notEqual((await next(3)).companion, before.companion);
    worker.ask(withEnd(model, faster, 4));
    assert.notEqual((await next(4)).times, before.times);
    worker.ask({ ...faster, ev: false });
    assert.equal((await next(5)).companion, null);
  }
  assert.notEqual(one.runs[0].times, two.runs[0].times);
});

test("of the questions that come while one is answered only the newest is asked", async (t) => {
  const { client, asked } = apart(t);
  const { worker, runs, next } = figure(client);
  void worker.ready;
  await until(() => worker.ready);
  const settings = [0.1, 0.2, 0.3, 0.4, 0.5].map((e) => withValue(model, usual, "e", e));
  for (const setting of settings) worker.ask(setting);
  await next(2);
  assert.deepEqual(
    runs.map(({ setting }) => setting),
    [settings[0], settings[4]],
  );
  assert.equal(asked.length, 2);
});

test("an answer that a figure drawn whole has overtaken is not told, and the question after it is", async (t) => {
  const { workerThread, client, asked } = apart(t);
  const { worker, runs, next } = figure(client);
  void worker.ready;
  await until(() => worker.ready);
  const settings = [0.1, 0.2, 0.3, 0.4].map((e) => withValue(model, usual, "e", e));
  worker.ask(settings[0]);
  worker.ask(settings[1]);
  worker.forget();
  worker.ask(settings[2]);
  await next(1);
  assert.deepEqual(
    runs.map(({ setting }) => setting),
    [settings[2]],
  );
  assert.equal(asked.length, 2);
  worker.forget(); // nothing is on its way
  worker.ask(settings[3]);
  assert.equal((await next(2)).setting, settings[3]);
  worker.ask(settings[0]);
  worker.forget();
  worker.ask(settings[1]);
  workerThread.lose(); // the page must solve what it waits for, whatever was overtaken
  assert.equal(runs[2], null);
});

test("a model that fails there is left to the page, and the next question is heard", async (t) => {
  let broken = true;
  const { client } = apart(t, {
    program: () => {
      const program = small();
      return {
        ...program,
        verdict: () => {
          if (broken) throw new Error("no verdict");
          return 0;
        },
      };
    },
  });
  const { worker, next } = figure(client);
  void worker.ready;
  await until(() => worker.ready);
  worker.ask(usual);
  assert.equal(await next(1), null);
  broken = false;
  worker.ask(usual);
  assert.equal((await next(2)).setting, usual);
  assert.equal(worker.count, 1);
});

test("a thread that dies leaves all to the page, and is not begun again", async (t) => {
  const { workerThread, client, asked } = apart(t, { silent: true });
  const [one, two] = [figure(client), figure(client)];
  void one.worker.ready;
  await until(() => one.worker.ready);
  one.worker.ask(usual);
  one.worker.ask(withValue(model, usual, "e", 0.5));
  let prevented = false;
  workerThread.end.onerror({ preventDefault: () => (prevented = true) });
  assert.ok(prevented); // nothing appears in the console
  assert.deepEqual(one.runs, [null]);
  assert.deepEqual(two.runs, []); // it had asked nothing
  assert.equal(one.worker.ready || two.worker.ready, false);
  await until(() => asked.length === 1);
});

test("where no thread can begin none is asked for twice", () => {
  let tried = 0;
  const workerThread = new WorkerThread(() => {
    tried++;
    throw new Error("not here");
  });
  const worker = new WorkerClient(workerThread, { model: "small-model", address: ADDRESS }, () =>
    assert.fail("nothing was asked"),
  );
  assert.equal(worker.ready, false);
  assert.equal(worker.ready, false);
  assert.equal(tried, 1);
});
