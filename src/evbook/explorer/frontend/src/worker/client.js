// The page's part of the other thread: while a slider moves, its curves are solved there and only drawn here.

import { unpack } from "./transfer.js";

/** @import { RunReply, RunRequest } from "./server.js" */
/** @import { Curves, Run, Setting } from "../types.js" */

/**
 * One end of a channel: a worker, or a port.
 * @typedef {object} End
 * @property {(message: any) => void} postMessage
 * @property {((event: any) => any)|null} onmessage
 * @property {((event: any) => any)|null} [onerror]
 */

/** The other thread, begun when the first slider moves. */
export class WorkerThread {
  /** @param {() => End} open  throws where there can be no other thread */
  constructor(open) {
    this.open = open;
    /** @type {End|null} */
    this.end = null;
    /** Whether it has said that it listens. */
    this.ready = false;
    this.lost = false;
    /** @type {WorkerClient[]} */
    this.clients = [];
  }

  begin() {
    if (this.end || this.lost) return;
    try {
      this.end = this.open();
    } catch {
      this.lose();
      return;
    }
    this.end.onmessage = ({ data }) => {
      if (data === "ready") this.ready = true;
      else this.clients[data.client]?.heard(data);
    };
    this.end.onerror = (event) => {
      event.preventDefault?.(); // nothing is broken: the page solves by itself from now on
      this.lose();
    };
  }

  /** There is none, or no longer one: those who wait for it hear so. */
  lose() {
    this.lost = true;
    this.ready = false;
    for (const client of this.clients) client.heard({ client: client.number, trouble: "There is no other thread." });
  }
}

/** One figure's questions: one at a time, and of those that come meanwhile only the newest is asked. */
export class WorkerClient {
  /**
   * @param {WorkerThread} thread
   * @param {{model: string, address: string}} about
   * @param {(run: Run|null, took?: number) => void} told  null: it could not be computed there; how long it took, in ms
   */
  constructor(thread, about, told) {
    this.thread = thread;
    this.about = about;
    this.told = told;
    this.number = thread.clients.push(this) - 1;
    /** What is being computed. @type {Setting|null} */
    this.asked = null;
    /** What is to be asked next. @type {Setting|null} */
    this.next = null;
    /** Whether the answer that is on its way has been overtaken. */
    this.stale = false;
    /** Answers so far. */
    this.count = 0;
    /** @type {Float64Array|undefined} */
    this.times = undefined;
    /** @type {Curves|null} */
    this.companion = null;
  }

  /** Whether a question would be heard; the first time that nobody listens, the other thread is begun. */
  get ready() {
    this.thread.begin();
    return this.thread.ready;
  }

  /** @param {Setting} setting */
  ask(setting) {
    if (this.asked) {
      this.next = setting;
      return;
    }
    this.asked = setting;
    /** @type {RunRequest} */
    const question = { client: this.number, ...this.about, setting };
    this.thread.end?.postMessage(question);
  }

  /** The figure has been drawn whole: what was asked before is not to be drawn over it. */
  forget() {
    this.stale = this.asked !== null;
    this.next = null;
  }

  /** @param {RunReply} answer */
  heard({ run, took }) {
    const { asked, next, stale } = this;
    if (!asked) return;
    this.asked = this.next = null;
    this.stale = false;
    if (run?.times) this.times = run.times;
    if (run?.companion !== undefined)
      this.companion = run.companion && this.times ? unpack(run.companion, this.times) : null;
    if (next && this.thread.ready) this.ask(next);
    if (stale && !this.thread.lost) return;
    if (!run || !this.times) {
      this.told(null);
      return;
    }
    this.count++;
    this.told(
      {
        ...run,
        setting: asked,
        times: this.times,
        main: unpack(run.main, this.times),
        companion: this.companion,
      },
      took,
    );
  }
}
