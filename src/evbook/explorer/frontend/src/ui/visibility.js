// When something may begin: near the view, after the next paint, or when the page has nothing else to do.

/** Runs a task after the next paint. @param {() => void} task */
export function afterPaint(task) {
  requestAnimationFrame(() => setTimeout(task, 0));
}

/** Runs a task once, when the element is near the viewport. @param {Element} target @param {() => void} task */
export function whenNear(target, task) {
  if (typeof IntersectionObserver !== "function") return task();
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      task();
    },
    { rootMargin: "600px" },
  );
  observer.observe(target);
}

/** @param {number} milliseconds @returns {Promise<void>} */
export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** Runs a task when the page has nothing else to do. @param {() => void} task */
export function whenIdle(task) {
  if (typeof requestIdleCallback === "function") requestIdleCallback(() => task());
  else setTimeout(task, 200); // Safari
}
