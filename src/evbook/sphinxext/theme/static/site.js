// Comfort on every page; nothing here is needed to read it.
(function () {
  "use strict";
  var root = document.documentElement;
  var here = document.currentScript.src;

  // What measures the page waits until it has been laid out and painted: measuring earlier has it laid out twice.
  function afterPaint(task) {
    requestAnimationFrame(function () {
      setTimeout(task, 0);
    });
  }

  function themeButton() {
    var button = document.querySelector(".theme-button");
    var modes = ["auto", "light", "dark"];
    var names = { auto: "Auto", light: "Light", dark: "Dark" };
    function show() {
      var mode = root.dataset.mode || "auto";
      button.querySelector(".theme-name").textContent = names[mode];
      button.setAttribute("aria-label", "Colours: " + names[mode]);
    }
    button.addEventListener("click", function () {
      var mode = root.dataset.mode || "auto";
      globalThis.evbook.chooseTheme(modes[(modes.indexOf(mode) + 1) % modes.length]);
      show();
    });
    show();
    button.hidden = false;
  }

  // Without this script a link of the header jumps to the contents or to the sections, which CSS then shows; with it
  // the fragment stays the reader's.
  function menus() {
    var all = [".menu-link", ".sections-link"].map(menu).filter(Boolean);
    function menu(selector) {
      var link = document.querySelector(selector);
      if (!link) return null;
      var part = document.getElementById(link.getAttribute("aria-controls"));
      function set(open) {
        part.classList.toggle("open", open);
        link.setAttribute("aria-expanded", String(open));
        if (open) toCurrent(part);
      }
      set(false);
      link.setAttribute("role", "button");
      function toggle(event) {
        event.preventDefault();
        var open = !part.classList.contains("open");
        all.forEach(function (other) {
          other.set(false);
        });
        set(open);
        if (open) part.focus({ preventScroll: true });
      }
      link.addEventListener("click", toggle);
      link.addEventListener("keydown", function (event) {
        if (event.key === " ") toggle(event);
      });
      // a place on this page is behind what is open
      part.addEventListener("click", function (event) {
        if (event.target.closest("a[href^='#']")) set(false);
      });
      return { part: part, link: link, set: set };
    }
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") return;
      all.forEach(function (one) {
        if (!one.part.classList.contains("open")) return;
        one.set(false);
        one.link.focus();
      });
    });
  }

  // Brings the page that is read, or its section, into the view of a list that scrolls by itself.
  function toCurrent(list) {
    var current = list.querySelector("[aria-current]");
    if (!current || list.scrollHeight <= list.clientHeight) return;
    var place = current.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
    list.scrollTop = place - list.clientHeight / 3;
  }
  function sidebar() {
    afterPaint(function () {
      toCurrent(document.getElementById("contents"));
    });
  }

  // Ctrl or the command key with K: a key alone could be meant for something else (WCAG 2.1.4).
  function searchShortcut() {
    document.addEventListener("keydown", function (event) {
      if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
        var field = document.getElementById("page-search") || document.getElementById("site-search");
        if (field && field.offsetParent) {
          event.preventDefault();
          field.focus();
          field.select();
        }
      }
    });
  }

  // What is wider than the page scrolls by itself, and can then be reached and scrolled by keyboard.
  function wideParts() {
    var parts = document.querySelectorAll(
      ".formula, .scrolls, .output.text_html:has(table.dataframe), .highlight pre, .output pre",
    );
    var kinds = [
      [".formula", "Equation"],
      [".scrolls, .text_html", "Table"],
      ["pre", "Code"],
    ];
    function mark(part) {
      if (part.scrollWidth > part.clientWidth + 1) {
        part.tabIndex = 0;
        part.setAttribute("role", "group");
        part.setAttribute(
          "aria-label",
          kinds.find(function (kind) {
            return part.matches(kind[0]);
          })[1] + ", scrolls sideways",
        );
      } else if (part.hasAttribute("tabindex")) {
        ["tabindex", "role", "aria-label"].forEach(function (name) {
          part.removeAttribute(name);
        });
      }
    }
    var watcher = new ResizeObserver(function (entries) {
      entries.forEach(function (entry) {
        mark(entry.target);
      });
    });
    parts.forEach(function (part) {
      watcher.observe(part);
    });
    // the typefaces change what fits without changing the part itself
    afterPaint(function () {
      document.fonts.ready.then(function () {
        parts.forEach(mark);
      });
    });
  }

  function copyButtons() {
    if (!navigator.clipboard) return;
    document
      .querySelectorAll(
        ".cell_input .highlight, " +
          ".highlight-bibtex .highlight, .highlight-bash .highlight, " +
          ".highlight-python .highlight, .highlight-default .highlight",
      )
      .forEach(function (block) {
        var button = document.createElement("button");
        button.type = "button";
        button.className = "copy-button";
        button.textContent = "Copy";
        button.addEventListener("click", function () {
          navigator.clipboard.writeText(block.querySelector("pre").textContent).then(function () {
            button.textContent = "Copied";
            setTimeout(function () {
              button.textContent = "Copy";
            }, 1500);
          });
        });
        block.appendChild(button);
      });
  }

  // The element that a fragment names.  One with a stray "%" cannot be decoded: it is taken as it stands.
  function named(hash) {
    var id = hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch (malformed) {
      // As it stands.
    }
    return id ? document.getElementById(id) : null;
  }

  // What a link leads to may be behind a closed line: it opens, and the place comes into view.
  function openTarget() {
    var target = named(location.hash);
    if (!target) return;
    var closed = false;
    for (
      var part = target.closest("details");
      part;
      part = part.parentElement && part.parentElement.closest("details")
    ) {
      closed = closed || !part.open;
      part.open = true;
    }
    if (closed) target.scrollIntoView({ block: "start" });
  }
  // A second click on the same link does not change the address, and must open it again all the same.
  function followLinks() {
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("a[href^='#']");
      if (link && link.hash === location.hash) openTarget();
    });
    window.addEventListener("hashchange", openTarget);
    openTarget();
  }

  // The search has led here: a script of its own marks the words, and no other visit loads it.
  function markFound() {
    if (!/[?&]find=/.test(location.search)) return;
    var script = document.createElement("script");
    script.src = new URL("../evbook/evbook-found.js", here).href;
    document.head.appendChild(script);
  }

  // A wide live figure may lie over the list of sections: what it covers is not to be seen, nor reached by keyboard.
  function makeWay() {
    var list = document.querySelector(".headings");
    if (!list || !globalThis.IntersectionObserver) return;
    var over = new Set();
    var watcher = new IntersectionObserver(
      function (entries) {
        entries.forEach(function (entry) {
          var covers = entry.boundingClientRect.right > list.getBoundingClientRect().left;
          if (entry.isIntersecting && covers) over.add(entry.target);
          else over.delete(entry.target);
        });
        list.classList.toggle("covered", over.size > 0);
      },
      { rootMargin: "-56px 0px 0px 0px" },
    );
    document.querySelectorAll(".cell figure.evbook-explorer:not([data-compact]), #lead").forEach(function (figure) {
      watcher.observe(figure);
    });
  }

  // Marks the heading that is being read in the list beside the page.
  function followHeadings() {
    var links = Array.from(document.querySelectorAll(".headings a[href^='#']"));
    var sections = links.map(function (link) {
      return named(link.hash);
    });
    if (!links.length) return;
    var pending = false;
    function follow() {
      pending = false;
      var current = -1;
      sections.forEach(function (section, i) {
        if (section && section.getBoundingClientRect().top < innerHeight * 0.25) current = i;
      });
      links.forEach(function (link, i) {
        if (i === current) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      });
    }
    addEventListener(
      "scroll",
      function () {
        if (!pending) {
          pending = true;
          requestAnimationFrame(follow);
        }
      },
      { passive: true },
    );
    afterPaint(follow);
  }

  // A closed part would print closed; what was closed is closed again afterwards.
  function printOpen() {
    var opened = [];
    addEventListener("beforeprint", function () {
      opened = Array.from(document.querySelectorAll("main details:not([open])"));
      opened.forEach(function (part) {
        part.open = true;
      });
    });
    addEventListener("afterprint", function () {
      opened.forEach(function (part) {
        part.open = false;
      });
    });
  }

  // While the front page is read, the typefaces that nearly every chapter needs come along, so a chapter opens whole.
  function chapterFaces() {
    var frugal = navigator.connection && navigator.connection.saveData;
    if (!document.querySelector(".front-page") || frugal || location.protocol === "file:") return;
    var names = [
      "KaTeX_Main-Regular",
      "KaTeX_Math-Italic",
      "KaTeX_Size1-Regular",
      "KaTeX_Size2-Regular",
      "KaTeX_Size3-Regular",
      "KaTeX_Size4-Regular",
      "source-serif-4-greek-wght-normal",
    ];
    addEventListener("load", function () {
      names.forEach(function (name) {
        new FontFace("ahead", "url(" + new URL("fonts/" + name + ".woff2", here) + ")").load().catch(function () {});
      });
    });
  }

  [
    themeButton,
    menus,
    sidebar,
    searchShortcut,
    wideParts,
    copyButtons,
    followLinks,
    markFound,
    makeWay,
    followHeadings,
    printOpen,
    chapterFaces,
  ].forEach(function (start) {
    start();
  });
})();
