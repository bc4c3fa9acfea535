// Plotly is fetched once a page, after the first paint, when a figure nears the view.

/** Runs a task when the element is near the viewport, after a paint. @param {Element} target @param {() => void} task */
export function whenNear(target, task) {
  const soon = () => requestAnimationFrame(() => setTimeout(task, 0));
  if (typeof IntersectionObserver !== "function") return soon();
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      soon();
    },
    { rootMargin: "600px" },
  );
  observer.observe(target);
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
