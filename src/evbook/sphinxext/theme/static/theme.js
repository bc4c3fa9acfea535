// Sets the theme before the first paint: the reader's choice, else the system's wish.
(function () {
  "use strict";
  var root = document.documentElement;
  var wish = window.matchMedia("(prefers-color-scheme: dark)");
  function choice() {
    try { return localStorage.getItem("evbook-theme") || "auto"; } catch (error) { return "auto"; }
  }
  function apply() {
    var mode = choice();
    root.dataset.mode = mode;
    root.dataset.theme = mode === "auto" ? (wish.matches ? "dark" : "light") : mode;
  }
  apply();
  wish.addEventListener("change", apply);
  globalThis.evbook = globalThis.evbook || {};
  // Where storage is refused the choice holds for this page only.
  globalThis.evbook.chooseTheme = function (mode) {
    try { localStorage.setItem("evbook-theme", mode); } catch (error) { /* private window */ }
    if (choice() === mode) apply();
    else { root.dataset.mode = mode; root.dataset.theme = mode === "auto" ? (wish.matches ? "dark" : "light") : mode; }
  };
})();
