// The tool that sets tasks: it holds what is to be held, says when a task is done, and opens hints one by one.

import { answerOf, meets } from "../model/challenge.js";
import { button } from "../ui/button.js";
import { element, freshId } from "../ui/dom.js";
import { write } from "../ui/layout.js";
import { fromChallenge, fromScenario } from "../model/setting.js";

/** @import { Challenge } from "../types.js" */
/** @import { Explorer } from "../explorer.js" */

/** One task in the drawer. */
class Card {
  /** @param {Explorer} explorer @param {Challenge} challenge */
  constructor(explorer, challenge) {
    this.explorer = explorer;
    this.challenge = challenge;
    const heading = freshId("challenge");
    this.take = button("Take it up", () =>
      explorer.change(this.active ? fromScenario(explorer.model) : fromChallenge(explorer.model, challenge.id), true),
    );
    this.ask = button("Show a hint", () => this.hint());
    this.said = element("p", { class: "evx-verdict", role: "status" });
    this.hints = element("ol", { class: "evx-hints" });
    this.root = element(
      "section",
      { class: "evx-card", "aria-labelledby": heading, "data-challenge": challenge.id },
      element("p", { class: "evx-card-title", id: heading }, challenge.title),
      element("p", {}, challenge.task),
      element("div", { class: "evx-buttons" }, this.take, this.ask),
      this.hints,
      this.said,
    );
    this.show();
  }

  get active() {
    return this.explorer.setting.challenge === this.challenge.id;
  }

  /** The next hint; after the last one, an answer. */
  hint() {
    const { hints, id } = this.challenge;
    const shown = this.hints.children.length;
    if (shown < hints.length) this.hints.append(element("li", {}, hints[shown]));
    else this.explorer.change(answerOf(this.explorer.model, id), true);
    this.show();
  }

  /** What the buttons say, and whether the task is done. */
  show() {
    const { explorer, challenge, active } = this;
    const shown = this.hints.children.length;
    const left = challenge.hints.length - shown;
    write(this.take, active ? "Leave it" : "Take it up");
    this.take.setAttribute("aria-pressed", String(active));
    write(this.ask, left ? `Show hint ${shown + 1} of ${challenge.hints.length}` : "Show one answer");
    this.root.toggleAttribute("data-active", active);
    const done = active && explorer.run !== null && meets(explorer.model, explorer.run);
    this.root.toggleAttribute("data-met", done);
    write(this.said, !active ? "" : done ? `Done. ${challenge.met}` : "Not there yet.");
  }
}

/** @type {import("./registry.js").Tool} */
export const challenges = {
  id: "challenges",
  make(explorer) {
    const cards = explorer.model.program.challenges.map((challenge) => new Card(explorer, challenge));
    let at = "";
    return {
      body: cards.map(({ root }) => root),
      update(settled) {
        if (!settled) return;
        const now = explorer.setting.challenge;
        // A link that sets a task shows it.
        if (now && now !== at)
          cards
            .find(({ active }) => active)
            ?.root.closest("details")
            ?.setAttribute("open", "");
        at = now;
        for (const card of cards) card.show();
      },
    };
  },
};
