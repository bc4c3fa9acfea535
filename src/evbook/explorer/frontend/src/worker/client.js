// The page's part of the other thread: while a slider moves, its curves are solved there and only drawn here.

import { unpacked } from "./transfer.js";

/** @import { Answer, Question } from "./server.js" */
/** @import { Curves, Run, Setting } from "../types.js" */

/**
 * One end of a channel: a worker, or a port.
 * @typedef {object} End
 * @property {(message: any) => void} postMessage
 * @property {((event: any) => any)|null} onmessage
 * @property {((event: any) => any)|null} [onerror]
 */

/** The other thread, begun when the first slider moves. */
export class Other {
  /** @param {() => End} open  throws where there can be no other thread */
  constructor(open) {
    this.open = open;
    /** @type {End|null} */
    this.end = null;
    /** Whether it has said that it listens. */
    this.ready = false;
    this.lost = false;
    /** @type {Asking[]} */
    this.askers = [];
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
      else this.askers[data.asker]?.heard(data);
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
    for (const asker of this.askers) asker.heard({ asker: asker.number, trouble: "There is no other thread." });
  }
}

/** One figure's questions: one at a time, and of those that come meanwhile only the newest is asked. */
export class Asking {
  /**
   * @param {Other} other
   * @param {{model: string, address: string}} about
   * @param {(run: Run|null) => void} told  null: it could not be computed there
   */
  constructor(other, about, told) {
    this.other = other;
    this.about = about;
    this.told = told;
    this.number = other.askers.push(this) - 1;
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
    this.other.begin();
    return this.other.ready;
  }

  /** @param {Setting} setting */
  ask(setting) {
    if (this.asked) {
      this.next = setting;
      return;
    }
    this.asked = setting;
    /** @type {Question} */
    const question = { asker: this.number, ...this.about, setting };
    this.other.end?.postMessage(question);
  }

  /** The figure has been drawn whole: what was asked before is not to be drawn over it. */
  forget() {
    this.stale = this.asked !== null;
    this.next = null;
  }

  /** @param {Answer} answer */
  heard({ run }) {
    const { asked, next, stale } = this;
    if (!asked) return;
    this.asked = this.next = null;
    this.stale = false;
    if (run?.times) this.times = run.times;
    if (run?.companion !== undefined) this.companion = run.companion && this.times ? unpacked(run.companion, this.times) : null;
    if (next && this.other.ready) this.ask(next);
    if (stale && !this.other.lost) return;
    if (!run || !this.times) {
      this.told(null);
      return;
    }
    this.count++;
    this.told({ ...run, setting: asked, times: this.times, main: unpacked(run.main, this.times), companion: this.companion });
  }
}
