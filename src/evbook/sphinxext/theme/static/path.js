// A reader's progress on a course's page: a box at each step, kept in this browser and sent nowhere.  Where a browser
// lets nothing be kept, the boxes work until the page is left, and the page says so.
(function () {
  "use strict";

  function storage() {
    try {
      var store = globalThis.localStorage;
      store.setItem("evbook-trial", "1");
      store.removeItem("evbook-trial");
      return store;
    } catch (blocked) {
      return null;
    }
  }

  function kept(store, key) {
    try {
      var read = JSON.parse(store.getItem(key));
      return Array.isArray(read) ? read : [];
    } catch (unreadable) {
      return [];
    }
  }

  function attend(path) {
    var store = storage();
    var key = "evbook-path-" + path.dataset.path;
    var steps = Array.from(path.querySelectorAll("li[data-step]"));
    var done = new Set(store ? kept(store, key) : []);
    var said = document.createElement("p");
    said.className = "path-said";
    said.setAttribute("role", "status");
    var forget = document.createElement("button");
    forget.type = "button";
    forget.className = "path-forget";
    forget.textContent = "Start again";

    function minutes(step) {
      return parseInt(step.querySelector(".path-minutes").textContent, 10);
    }
    function show() {
      var left = 0;
      var next = null;
      steps.forEach(function (step) {
        var ticked = done.has(step.dataset.step);
        step.querySelector("input").checked = ticked;
        step.classList.toggle("path-done", ticked);
        if (!ticked) {
          left += minutes(step);
          next = next || step;
        }
        step.removeAttribute("aria-current");
      });
      if (next) next.setAttribute("aria-current", "step");
      var count = steps.filter(function (step) {
        return done.has(step.dataset.step);
      }).length;
      said.textContent =
        count +
        " of " +
        steps.length +
        " steps done" +
        (next ? ", about " + left + " minutes left. " : ". ") +
        (store
          ? "Kept in this browser only."
          : "This browser lets nothing be kept: the marks go when the page is left.");
      forget.disabled = count === 0;
    }
    function keep() {
      try {
        if (store) store.setItem(key, JSON.stringify(Array.from(done)));
      } catch (full) {
        store = null;
      }
      show();
    }

    steps.forEach(function (step) {
      var box = document.createElement("input");
      var label = document.createElement("label");
      var words = document.createElement("span");
      box.type = "checkbox";
      words.className = "visually-hidden";
      words.textContent = "Done: " + step.textContent;
      label.className = "path-box";
      label.append(box, words);
      step.prepend(label);
      box.addEventListener("change", function () {
        if (box.checked) done.add(step.dataset.step);
        else done.delete(step.dataset.step);
        keep();
      });
    });
    forget.addEventListener("click", function () {
      done.clear();
      keep();
    });
    path.querySelector(".path-progress").append(said, forget);
    show();
    // another window of the same course
    addEventListener("storage", function (event) {
      if (store && event.key === key) {
        done = new Set(kept(store, key));
        show();
      }
    });
  }

  document.querySelectorAll(".evbook-path").forEach(attend);
})();
