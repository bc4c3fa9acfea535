// Makes a form of every question of a quiz.  The page has the questions, the answers and what is said to each; without
// this script they are there to be read, behind a line that opens.

import { element } from "../ui/dom.js";
import { judge, read } from "./judging.js";

/**
 * @typedef {{right: boolean, said: Node[]} | {ask: string, field: HTMLElement}} Verdict  or a request, where nothing
 *   can be judged
 */

/** Copies of what an element holds. @param {Element | null | undefined} part */
const copies = (part) => Array.from(part?.childNodes ?? [], (node) => node.cloneNode(true));

/** What an entry of the answers says, without the word that begins it. @param {Element | null | undefined} entry */
function sayings(entry) {
  const said = copies(entry);
  return said[0] instanceof HTMLElement && said[0].tagName === "STRONG" ? said.slice(1) : said;
}

/**
 * The answers to choose from, and what is said to the chosen one.
 * @param {HTMLElement} question @param {HTMLFieldSetElement} fields
 * @returns {() => Verdict}
 */
function choosing(question, fields) {
  const list = /** @type {HTMLElement} */ (question.querySelector(":scope > .evbook-choices"));
  const answers = Array.from(question.querySelectorAll(":scope > details .evbook-choices > li"));
  const buttons = Array.from(list.children, (choice, i) => {
    const button = element("input", { type: "radio", name: question.id, value: i });
    fields.append(element("label", { class: "evbook-choice" }, button, element("span", {}, ...copies(choice))));
    return button;
  });
  list.remove();
  return () => {
    const chosen = buttons.findIndex((button) => button.checked);
    if (chosen < 0) return { ask: "Choose an answer first.", field: buttons[0] };
    return { right: answers[chosen].hasAttribute("data-right"), said: sayings(answers[chosen]) };
  };
}

/**
 * The field for a number, and what is said to the number in it.
 * @param {HTMLElement} question @param {HTMLFieldSetElement} fields
 * @returns {() => Verdict}
 */
function typing(question, fields) {
  const { answer, tolerance, unit = "" } = question.dataset;
  const slips = Array.from(question.querySelectorAll(":scope > details li"));
  const key = {
    answer: Number(answer),
    tolerance: Number(tolerance),
    slips: slips.map((slip) => Number(slip.getAttribute("data-value"))),
  };
  // Not a field of type "number": it would hide from us what it cannot read.
  const field = element("input", { type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false" });
  fields.append(element("label", { class: "evbook-number" }, "Your answer ", field, ...(unit ? [` ${unit}`] : [])));
  return () => {
    const found = read(field.value, unit);
    if ("fault" in found) return { ask: found.fault, field };
    const verdict = judge(found.value, key);
    if ("right" in verdict)
      return { right: true, said: sayings(question.querySelector(":scope > details .evbook-right")) };
    if ("slip" in verdict) return { right: false, said: sayings(slips[verdict.slip]) };
    return {
      right: false,
      said: [
        document.createTextNode(` ${verdict.off}`),
        ...sayings(question.querySelector(":scope > details .evbook-hint")),
      ],
    };
  };
}

/**
 * @param {HTMLElement} question a `.evbook-question`
 * @param {() => void} changed is called when its verdict has changed
 */
function attach(question, changed) {
  const text = /** @type {HTMLElement} */ (question.querySelector(".evbook-question-text"));
  const legend = element("legend", { class: "evbook-question-text" }, ...copies(text));
  const fields = element("fieldset", {}, legend);
  const answered = question.dataset.answer === undefined ? choosing(question, fields) : typing(question, fields);
  const feedback = element("div", { class: "evbook-feedback", role: "status" });
  const button = element("button", { type: "submit" }, "Check");
  const form = element("form", { novalidate: true }, fields, button, feedback);
  text.replaceWith(form);
  const clear = () => {
    feedback.replaceChildren();
    feedback.className = "evbook-feedback";
    delete question.dataset.verdict;
  };
  form.addEventListener("input", () => {
    clear();
    changed();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clear();
    const found = answered();
    if ("ask" in found) {
      feedback.append(element("p", {}, found.ask));
      found.field.focus();
    } else {
      question.dataset.verdict = found.right ? "right" : "wrong";
      feedback.append(element("p", {}, element("strong", {}, found.right ? "✓ Right." : "✗ Not so."), ...found.said));
    }
    changed();
  });
}

/** @param {HTMLElement} quiz a `.evbook-quiz` */
function attachAll(quiz) {
  const questions = Array.from(quiz.querySelectorAll(".evbook-question"), (part) => /** @type {HTMLElement} */ (part));
  const score = element("p", { class: "evbook-score" });
  const count = () => {
    const right = questions.filter((question) => question.dataset.verdict === "right").length;
    score.textContent = `${right} of ${questions.length} answered right.`;
  };
  questions.forEach((question) => attach(question, count));
  count();
  quiz.append(score);
}

document.querySelectorAll(".evbook-quiz").forEach((quiz) => attachAll(/** @type {HTMLElement} */ (quiz)));
