// Makes slides of the sections of a deck with reveal.js; N shows the speaker's notes, and ?print-pdf lays them out to
// be printed.  Without this script the sections stand under one another.

(() => {
  /** @type {any} */
  const { Reveal } = window;
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  main.classList.add("reveal");
  main.firstElementChild?.classList.add("slides");
  document.body.classList.add("deck-shown");
  const printed = /print-pdf/i.test(location.search);
  const deck = new Reveal(main, {
    width: 1120,
    height: 700,
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
    keyboard: { 78: () => deck.configure({ showNotes: !deck.getConfig().showNotes }) },
  });
  deck.initialize();
})();
