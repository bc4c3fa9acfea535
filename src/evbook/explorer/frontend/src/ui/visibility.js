// Figures come to life, and Plotly is fetched once a page, after the first paint, when a figure nears the view.

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

/** Adds a classic script to the page and waits for it. @param {string} address @returns {Promise<void>} */
export function script(address) {
  return new Promise((done, failed) => {
    const tag = document.createElement("script");
    tag.src = address;
    tag.onload = () => done();
    tag.onerror = () => failed(new Error(`The script ${address.split("/").pop()} could not be loaded.`));
    document.head.append(tag);
  });
}
