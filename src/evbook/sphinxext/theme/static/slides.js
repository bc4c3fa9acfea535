// Makes slides of the sections of a deck with reveal.js; a button and N show the speaker's notes, another button
// switches keys of one letter off, and ?print-pdf lays the deck out to be printed.  Without this script the sections
// stand under one another, as they do where the window is narrow: a slide that is made to fit there cannot be read.

(() => {
  /** @type {any} */
  const { Reveal } = window;
  /** Below this, in CSS pixels, the words of a slide would be smaller than those of a page. */
  const NARROW = 700;
  const printed = /print-pdf/i.test(location.search);
  if (innerWidth < NARROW && !printed) return;
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  main.classList.add("reveal");
  main.firstElementChild?.classList.add("slides");
  document.body.classList.add("deck-shown");
  // Speech and slips of the hand press letters too, so they can be switched off (WCAG 2.1.4).
  let letters = true;

  /**
   * A button that is in or out.
   * @param {string} label @param {boolean} pressed @param {() => boolean} turn  returns whether it is in now
   */
  function toggle(label, pressed, turn) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.setAttribute("aria-pressed", String(pressed));
    made.addEventListener("click", () => made.setAttribute("aria-pressed", String(turn())));
    return made;
  }
  const notes = toggle("Notes", false, () => {
    deck.configure({ showNotes: !deck.getConfig().showNotes });
    return deck.getConfig().showNotes;
  });
  const keys = toggle("Letter keys", true, () => {
    letters = !letters;
    return letters;
  });
  keys.title = "N: notes, O or Escape: overview, F: full screen, B: dark";
  const deck = new Reveal(main, {
    // wide enough for a live model to have its controls beside its figure
    width: 1200,
    height: 750,
    margin: 0.04,
    center: false,
    hash: true,
    controlsTutorial: false, // an arrow that jumps says nothing that it does not
    transition: "none",
    backgroundTransition: "none",
    slideNumber: "c/t",
    pdfSeparateFragments: false,
    showNotes: printed ? "separate-page" : false,
    help: false,
    // the view that scrolls keeps its place in the browser's storage, which may be refused
    scrollActivationWidth: 0,
    keyboardCondition: (/** @type {KeyboardEvent} */ event) => {
      const one = event.key.length === 1 && event.key !== " ";
      const pressed = event.target instanceof HTMLElement && event.target.matches("button, a, summary");
      return one ? letters : !(pressed && (event.key === " " || event.key === "Enter"));
    },
    keyboard: { 78: () => notes.click() },
  });
  deck.initialize();
  if (!printed) {
    const bar = document.createElement("div");
    bar.className = "deck-buttons";
    bar.append(notes, keys);
    main.append(bar);
  }
})();
