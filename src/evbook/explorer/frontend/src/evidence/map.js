// Makes the evidence map of a page live: choices, a picture that can be walked by keyboard, and the table of claims.

import { element, freshId } from "../ui/dom.js";
import { save } from "../ui/download.js";
import { select } from "../ui/select.js";
import { readClaim, slug } from "./claims.js";
import { counted, draw } from "./draw.js";
import { flowsOf, layout } from "./flows.js";
import { format, nothing, parse, termsOf, valuesOf } from "./fragment.js";
import { columnText, csvOf, show, sorted } from "./table.js";

/** @import { Claim, MapData } from "./claims.js" */
/** @import { Part } from "./draw.js" */
/** @import { Choice } from "./fragment.js" */

/** Below this width of the figure the form for a phone is drawn. */
const NARROW = 520;

/** @param {HTMLElement} root */
function enliven(root) {
  const data = /** @type {MapData} */ (JSON.parse(root.querySelector(".map-data")?.textContent ?? "{}"));
  const figure = /** @type {HTMLElement} */ (root.querySelector(".map-figure"));
  const region = /** @type {HTMLElement} */ (root.querySelector(".map-claims"));
  const table = /** @type {HTMLTableElement} */ (region.querySelector("table"));
  const body = table.tBodies[0];
  const claims = [...body.rows].map((row) => readClaim(row, data));
  const headings = [.../** @type {HTMLTableSectionElement} */ (table.tHead).rows[0].cells];
  const columns = headings.map((heading) => heading.textContent ?? "");
  const label = figure.querySelector("svg")?.getAttribute("aria-label") ?? "";

  let choice = nothing(data);
  /** @type {Part[]} */
  let parts = [];
  /** @type {(claims: Set<Claim> | null) => void} */
  let light = () => {};
  /** @type {Claim[]} */
  let shown = claims;
  let form = formNow();

  // ------------------------------------------------------------------ the controls

  /** @type {Map<string, ReturnType<typeof select>>} */
  const selects = new Map();
  const controls = element("form", { class: "map-controls", "aria-label": "Choose claims", role: "search" });
  for (const [axis, title] of Object.entries(data.choices)) {
    const all = [{ value: "", text: "all" }, ...options(axis)];
    const box = select(title, all, "", (value) => change({ by: { ...choice.by, [axis]: value } }));
    box.classList.add("map-control");
    box.list.name = axis;
    selects.set(axis, box);
    controls.append(box);
  }
  const search = element("input", {
    type: "search",
    id: freshId("search"),
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 80,
  });
  search.addEventListener("input", () => change({ words: search.value.trim() }));
  const reset = element("button", { type: "button" }, "Show all");
  reset.addEventListener("click", () => change(nothing(data)));
  controls.append(
    element("span", { class: "map-control" }, element("label", { for: search.id }, "Words"), search),
    reset,
  );
  controls.addEventListener("submit", (event) => event.preventDefault());

  const said = element("span");
  const list = element("button", { type: "button", class: "map-list" }, "List them");
  list.addEventListener("click", () => status.focus());
  const reading = element("p", { class: "map-reading" }, said, " ", list);
  const hint = element(
    "p",
    { class: "map-hint", id: freshId("hint") },
    "With the keyboard: arrow keys go from group to band to group, Enter lists the claims, Escape lets go.",
  );
  const stage = element("div", {
    class: "map-stage",
    "aria-describedby": hint.id,
    role: "group",
    "aria-label": "Picture of the claims",
  });
  figure.prepend(controls);
  for (const fixed of figure.querySelectorAll("svg.map-picture")) fixed.remove();
  figure.querySelector("figcaption")?.before(stage, reading, hint);

  const status = element("p", { class: "map-status", role: "status", tabindex: -1 });
  const orders = [
    { value: "-1", text: "order of the review" },
    ...columns.map((text, i) => ({ value: String(i), text })),
  ];
  const sort = select("Sort by", orders, "-1", (value) => change({ sort: Number(value), descending: false }));
  sort.classList.add("map-control", "map-sort");
  const download = element("button", { type: "button" }, "CSV");
  download.setAttribute("aria-label", "Download the claims shown as CSV");
  download.addEventListener("click", () =>
    save(document, new Blob([csvOf(shown, columns)], { type: "text/csv" }), "evbook-claims.csv"),
  );
  const back = element("button", { type: "button" }, "Back to the picture");
  back.addEventListener("click", () => focusPart(current()));
  region.before(element("div", { class: "map-tools" }, status, sort, download, back));
  const sorters = headings.map((heading, i) => {
    const button = element("button", { type: "button", class: "map-sorter" }, columns[i]);
    button.addEventListener("click", () => change({ sort: i, descending: choice.sort === i && !choice.descending }));
    heading.replaceChildren(button);
    return button;
  });

  /** @param {string} axis @returns {import("../ui/select.js").Offer[]} */
  function options(axis) {
    const has = (/** @type {string[]} */ terms) =>
      claims.filter((claim) => claim.words[axis].some((word) => terms.includes(word))).length;
    const option = (/** @type {string} */ value, /** @type {string} */ text, /** @type {number} */ count) => ({
      value,
      text: `${text} (${count})`,
    });
    /** @type {import("../ui/select.js").Offer[]} */
    const offers = [];
    for (const [group, terms] of data.axes[axis]) {
      const used = terms.filter((term) => has([term]));
      if (!used.length) continue;
      if (terms.length === 1) offers.push(option(slug(terms[0]), axis === "section" ? group : terms[0], has(terms)));
      else {
        const all = option(`group-${slug(group)}`, `${group}, all`, has(terms));
        offers.push({ text: group, options: [all, ...used.map((term) => option(slug(term), term, has([term])))] });
      }
    }
    return offers;
  }

  // ------------------------------------------------------------------ what is chosen

  /** @param {Partial<Choice>} what */
  function change(what) {
    choice = { ...choice, ...what };
    render();
    const address = format(choice, data, columns);
    if (location.hash !== address) history.replaceState(null, "", address);
  }

  /** The claims that the choices leave, before one of the picture's parts is chosen. */
  function chosen() {
    const terms = Object.entries(choice.by)
      .filter(([, value]) => value)
      .map(([axis, value]) => /** @type {const} */ ([axis, termsOf(data, axis, value)]));
    return claims.filter(
      (claim) =>
        terms.every(([axis, wanted]) => claim.words[axis].some((word) => wanted.includes(word))) &&
        claim.holds(choice.words),
    );
  }

  function render() {
    for (const [axis, box] of selects)
      box.choose(valuesOf(data, axis).includes(choice.by[axis]) ? choice.by[axis] : "");
    if (search.value.trim() !== choice.words) search.value = choice.words;
    const left = chosen();
    const flows = flowsOf(left, data);
    const held = document.activeElement?.closest(".map-stage") ? keysOfFocus() : null;
    const drawn = draw(
      layout(flows, data.measures[form]),
      data.measures[form],
      data,
      flows.claims === claims.filter((claim) => claim.drawn).length
        ? label
        : `Flow diagram of ${counted(flows.claims)}, of those chosen.`,
    );
    parts = drawn.parts;
    light = drawn.light;
    stage.replaceChildren(drawn.picture);
    stage.hidden = !flows.claims;
    const at = current();
    // a group that the other choices leave without a claim is let go
    if (!at) choice = { ...choice, at: [] };
    shown = sorted(at ? left.filter((claim) => at.claims.has(claim)) : left, choice.sort, choice.descending, (claim) =>
      columnText(claim, choice.sort),
    );
    for (const part of parts) part.element.setAttribute("aria-pressed", String(part === at));
    (at ?? parts[0])?.element.setAttribute("tabindex", "0");
    if (held) focusPart(parts.find((part) => part.keys.join() === held) ?? at ?? parts[0]);
    light(at ? at.claims : null);
    read(at);
    show(body, claims, shown);
    const ofThem = at ? "" : `, ${flows.claims} of them drawn`;
    status.textContent = `${at ? `${at.name}: ` : ""}${counted(shown.length)} of ${claims.length}${ofThem}.`;
    const counting = figure.querySelector(".map-counted");
    if (counting) counting.textContent = `${flows.claims} of ${amount(left.length)}`;
    if (table.caption) table.caption.textContent = captionOf(shown.length);
    back.hidden = !at;
    sort.choose(String(choice.sort));
    headings.forEach((heading, i) => {
      if (choice.sort === i) heading.setAttribute("aria-sort", choice.descending ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    });
    sorters.forEach((button, i) => button.classList.toggle("sorted", choice.sort === i));
    reset.disabled = format({ ...choice, sort: -1 }, data, columns) === format(nothing(data), data, columns);
  }

  /** What so many claims are called: all of the review's, or those that the choices leave. @param {number} count */
  function amount(count) {
    return count === claims.length ? `the review's ${counted(count)}` : `the ${counted(count)} chosen`;
  }

  /** What stands over the table: how many of the claims it shows. @param {number} count */
  function captionOf(count) {
    return count === claims.length
      ? `All ${counted(count)} of the review`
      : `${counted(count)} of the review's ${claims.length}`;
  }

  /** The part of the picture that is chosen, if it is drawn. */
  function current() {
    return choice.at.length ? parts.find(({ keys }) => keys.join() === choice.at.join()) : undefined;
  }

  /** Says what a part stands for, and in what it was seen. @param {Part | undefined} part */
  function read(part) {
    list.hidden = !part || part !== current();
    if (!part) {
      said.textContent = parts.length
        ? "Choose a group or a band to see its claims."
        : "No claim that is drawn has all of this.";
      return;
    }
    const seen = data.axes.system.map(([system]) => [
      system,
      [...part.claims].filter((claim) => claim.words.system.includes(system)).length,
    ]);
    const evidence = seen
      .filter(([, count]) => count)
      .map(([system, count]) => `${system} ${count}`)
      .join(", ");
    said.textContent = `${part.name}: ${counted(part.claims.size)}${evidence ? ` (seen in: ${evidence})` : ""}.`;
  }

  // ------------------------------------------------------------------ by hand and by keyboard

  /** @param {Event} event */
  function partOf(event) {
    const target = /** @type {Element} */ (event.target).closest("[role=button]");
    return parts.find((part) => part.element === target);
  }

  function keysOfFocus() {
    return parts.find((part) => part.element === document.activeElement)?.keys.join() ?? null;
  }

  /** @param {Part | undefined} part */
  function focusPart(part) {
    if (!part) return;
    for (const other of parts) other.element.setAttribute("tabindex", other === part ? "0" : "-1");
    part.element.focus({ preventScroll: false });
  }

  /** Where an arrow key leads. @param {Part} from @param {string} key */
  function neighbour(from, key) {
    if (key === "ArrowUp" || key === "ArrowDown" || key === "Home" || key === "End") {
      const column = parts.filter((part) => part.place === from.place);
      const i = column.indexOf(from);
      return { ArrowUp: column[i - 1], ArrowDown: column[i + 1], Home: column[0], End: column[column.length - 1] }[key];
    }
    const forward = key === "ArrowRight";
    if (from.keys.length === 2)
      return parts.find(({ keys }) => keys.length === 1 && keys[0] === from.keys[forward ? 1 : 0]);
    return parts.find(({ keys }) => keys.length === 2 && keys[forward ? 0 : 1] === from.keys[0]);
  }

  /** @param {Part} part */
  function choose(part) {
    change({ at: current() === part ? [] : part.keys });
  }

  stage.addEventListener("click", (event) => {
    const part = partOf(event);
    if (part) choose(part);
  });
  stage.addEventListener("keydown", (event) => {
    const part = partOf(event);
    if (!part || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      if (current() !== part) choose(part);
      status.focus();
    } else if (event.key === " ") choose(part);
    else if (event.key === "Escape") change({ at: [] });
    else if (["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key))
      focusPart(neighbour(part, event.key));
    else return;
    event.preventDefault();
  });
  const look = (/** @type {Event} */ event) => {
    const part = partOf(event);
    if (!part) return;
    light(part.claims);
    read(part);
  };
  const leave = () => {
    const at = current();
    light(at ? at.claims : null);
    read(at);
  };
  stage.addEventListener("pointerover", look);
  stage.addEventListener("focusin", look);
  stage.addEventListener("pointerleave", leave);
  stage.addEventListener("focusout", leave);

  function formNow() {
    return /** @type {"wide" | "narrow"} */ (figure.clientWidth < NARROW ? "narrow" : "wide");
  }
  new ResizeObserver(() => {
    if (formNow() === form) return;
    form = formNow();
    render();
  }).observe(figure);

  function readAddress() {
    const found = parse(location.hash, data, columns);
    if (!found) return false;
    choice = found.choice;
    render();
    if (found.ignored) status.textContent += " Part of the address is not known to the map and was left out.";
    return true;
  }
  addEventListener("hashchange", readAddress);
  if (!readAddress()) render();
  root.classList.add("map-ready");
}

for (const root of document.querySelectorAll(".evbook-map")) enliven(/** @type {HTMLElement} */ (root));
