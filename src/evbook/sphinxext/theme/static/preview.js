// Previews: what a claim, a citation or a term says, beside its link, by mouse, keyboard and touch.
// All of it stands on the page already (the row of the claim, the entry of the reference, the title of the term), so
// nothing is asked for.  Without this script the links lead there as before.
(function () {
  "use strict";
  var LINKS = "sup.claims a[href^='#claim-'], a[href^='#cite-'], a.term-use";
  var DELAY = 300;
  var box = null;
  var shownFor = null;
  var timer = 0;

  function text(part) {
    return part ? part.textContent.replace(/\s+/g, " ").trim() : "";
  }

  function line(name, words) {
    var made = document.createElement("p");
    if (name) {
      var head = document.createElement("strong");
      head.textContent = name + " ";
      made.appendChild(head);
    }
    made.appendChild(document.createTextNode(words));
    return words ? [made] : [];
  }

  function cell(row, label) {
    return row.querySelector("td[data-label='" + label + "']");
  }

  // A claim: what it says, how strong the evidence is, where it was seen, and from which source.
  function ofClaim(row) {
    var says = row.querySelector("th").cloneNode(true);
    var number = says.querySelector(".claim-number");
    if (number) number.remove();
    var seen = cell(row, "Seen in");
    return [].concat(
      line("Claim", text(says)),
      line("Strength:", text(cell(row, "Strength"))),
      line("Seen in:", seen ? text(seen.firstChild) : ""),
      line("Source:", text(cell(row, "References"))),
      line("", text(cell(row, "What the source says"))),
    );
  }

  function ofCitation(entry) {
    return line("", text(entry.querySelector("p:last-of-type") || entry));
  }

  function contents(link) {
    if (link.title) {
      // the browser's own tooltip would stand beside ours
      link.dataset.says = link.title;
      link.removeAttribute("title");
    }
    var id = decodeURIComponent(link.hash.slice(1));
    var target = link.pathname === location.pathname ? document.getElementById(id) : null;
    if (link.matches(".term-use")) return line(text(link) + ":", link.dataset.says || "");
    if (!target) return line("", link.dataset.says || "");
    return id.indexOf("claim-") === 0 ? ofClaim(target) : ofCitation(target);
  }

  function hide() {
    clearTimeout(timer);
    if (!shownFor) return;
    shownFor.removeAttribute("aria-describedby");
    shownFor = null;
    box.hidden = true;
  }

  function later(task) {
    clearTimeout(timer);
    timer = setTimeout(task, DELAY);
  }

  function make() {
    box = document.createElement("div");
    box.id = "preview";
    box.className = "preview";
    box.setAttribute("role", "tooltip");
    // it stays while the pointer is on it
    box.addEventListener("pointerenter", function () {
      clearTimeout(timer);
    });
    box.addEventListener("pointerleave", function () {
      later(hide);
    });
    document.body.appendChild(box);
  }

  function show(link, byTouch) {
    clearTimeout(timer);
    if (shownFor === link) return;
    hide();
    var parts = contents(link);
    if (!parts.length) return;
    if (!box) make();
    box.replaceChildren.apply(box, parts.concat(byTouch ? line("", "Tap again to go there.") : []));
    box.hidden = false;
    shownFor = link;
    link.setAttribute("aria-describedby", box.id);
    var at = link.getClientRects()[0] || link.getBoundingClientRect();
    var width = Math.min(384, innerWidth - 16);
    box.style.width = width + "px";
    var left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8));
    var below = at.bottom + box.offsetHeight + 12 < innerHeight || at.top < box.offsetHeight + 70;
    box.style.left = left + scrollX + "px";
    box.style.top = (below ? at.bottom + 6 : at.top - box.offsetHeight - 6) + scrollY + "px";
  }

  function linkOf(event) {
    return event.target.closest && event.target.closest(LINKS);
  }

  document.addEventListener("pointerover", function (event) {
    var link = event.pointerType === "mouse" && linkOf(event);
    if (link && link !== shownFor) {
      later(function () {
        show(link, false);
      });
    }
  });
  document.addEventListener("pointerout", function (event) {
    if (event.pointerType === "mouse" && linkOf(event)) later(hide);
  });
  document.addEventListener("focusin", function (event) {
    var link = linkOf(event);
    if (link && link.matches(":focus-visible")) show(link, false);
    else hide();
  });
  document.addEventListener("focusout", function (event) {
    if (linkOf(event) === shownFor) hide();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") hide();
  });
  // A finger's first tap shows what a pointer would see by resting; the second follows the link.
  document.addEventListener("click", function (event) {
    var link = linkOf(event);
    if (link && event.pointerType === "touch" && shownFor !== link) {
      show(link, true);
      if (shownFor === link) event.preventDefault();
    } else if (!link || event.pointerType) {
      if (!box || !box.contains(event.target)) hide();
    }
  });
})();
