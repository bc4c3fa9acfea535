// Before the first paint: sets the theme, the reader's choice, else the system's wish; and asks for the typefaces.
(function () {
  "use strict";
  var root = document.documentElement;
  // Without this a typeface is asked for when the text is laid out, and comes too late for the first paint.
  // From a folder a browser refuses it (and loads typefaces fast anyway), so it is no element of the page's source.
  if (/^https?:$/.test(location.protocol)) {
    (document.currentScript.dataset.faces || "")
      .split(" ")
      .filter(Boolean)
      .forEach(function (address) {
        var link = document.createElement("link");
        Object.assign(link, {
          rel: "preload",
          as: "font",
          type: "font/woff2",
          crossOrigin: "anonymous",
          href: address,
        });
        document.head.append(link);
      });
  }
  var wish = window.matchMedia("(prefers-color-scheme: dark)");
  function choice() {
    try {
      return localStorage.getItem("evbook-theme") || "auto";
    } catch (error) {
      return "auto";
    }
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
    try {
      localStorage.setItem("evbook-theme", mode);
    } catch (error) {
      /* private window */
    }
    if (choice() === mode) apply();
    else {
      root.dataset.mode = mode;
      root.dataset.theme = mode === "auto" ? (wish.matches ? "dark" : "light") : mode;
    }
  };
})();
