// A live model as a SCORM 1.2 object: the model's frame tells this page what the learner did, and this page tells the
// platform.  A challenge that is met passes; where a prediction or a drawing is asked for, what came of it
// completes.

/* global document, location, window, URLSearchParams */
(() => {
  const { page, fragment, predict, draw, passes } = document.body.dataset;
  const began = Date.now();
  const said = document.getElementById("said");

  /** The platform's API in a frame above this one or above the page that opened it; SCORM 1.2 puts it there. */
  function platform(from) {
    for (let at = from, depth = 0; at && depth < 10; depth += 1) {
      try {
        if (at.API) return at.API;
      } catch {
        return null; // a page of another origin, whose names are its own
      }
      if (at.parent === at) break;
      at = at.parent;
    }
    return null;
  }

  const api = platform(window) ?? (window.opener ? platform(window.opener) : null);
  const set = (name, value) => api?.LMSSetValue(`cmi.${name}`, String(value));
  let interactions = 0;
  let finished = false;

  function begin() {
    if (!api || api.LMSInitialize("") === "false") {
      said.textContent = "No learning platform was found: the model works, and nothing is recorded.";
      return;
    }
    interactions = Number(api.LMSGetValue("cmi.interactions._count")) || 0;
    const status = api.LMSGetValue("cmi.core.lesson_status");
    if (status === "" || status === "not attempted" || status === "unknown") set("core.lesson_status", "incomplete");
    api.LMSCommit("");
  }

  /** One answer of the learner, as the platform lists them. */
  function note(id, type, response, result) {
    const at = `interactions.${interactions}`;
    interactions += 1;
    set(`${at}.id`, id);
    set(`${at}.type`, type);
    set(`${at}.student_response`, response);
    if (result) set(`${at}.result`, result);
  }

  function pass() {
    set("core.score.min", 0);
    set("core.score.max", 100);
    set("core.score.raw", 100);
    set("core.lesson_status", passes === "challenge" ? "passed" : "completed");
  }

  window.addEventListener("message", (event) => {
    const frame = document.querySelector("iframe");
    // From the frame of this page and of this page's own origin; anything else is somebody else's.
    if (event.origin !== location.origin || event.source !== frame?.contentWindow) return;
    const told = event.data;
    if (told?.evbook !== 1) return;
    if (told.event === "challenge") {
      note(`challenge-${told.challenge}`, "performance", "met", "correct");
      if (passes === "challenge") pass();
    } else if (told.event === "prediction") {
      note(`prediction-${told.measure}`, "numeric", told.value, "neutral");
    } else if (told.event === "outcome") {
      note(`outcome-${told.measure}`, "numeric", told.value ?? "", "neutral");
      if (passes === "outcome") pass();
    } else if (told.event === "drawing") {
      // what SCORM 1.2 takes of words
      note(`drawing-${told.curve}`, "fill-in", String(told.comparison).slice(0, 255), "neutral");
      if (passes === "drawing") pass();
    } else return;
    set("suspend_data", String(told.setting).slice(0, 4000));
    api?.LMSCommit("");
  });

  function finish() {
    if (finished || !api) return;
    finished = true;
    const seconds = Math.round((Date.now() - began) / 1000);
    const two = (value) => String(value).padStart(2, "0");
    set(
      "core.session_time",
      `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`,
    );
    api.LMSCommit("");
    api.LMSFinish("");
  }
  window.addEventListener("pagehide", finish);
  window.addEventListener("beforeunload", finish);

  begin();
  const asked = new URLSearchParams({
    tell: location.origin,
    ...(predict ? { predict } : {}),
    ...(draw ? { draw } : {}),
  });
  const frame = document.createElement("iframe");
  frame.title = document.title;
  frame.src = `${page}?${asked}${fragment}`;
  document.body.append(frame);
})();
