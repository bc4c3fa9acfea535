// A story in steps: the figure beside them goes to the setting of the step that is read, or pressed.

/** Only the middle of the window counts as where one reads. */
const READ = "-42% 0px -42% 0px";

/**
 * @param {(figure: HTMLElement, fragment: string) => void} bring  a figure to the setting of a fragment
 * @param {(fragment: string) => void} note  a step was pressed: its link is the page's address
 */
export function followStories(bring, note) {
  for (const story of document.querySelectorAll(".evbook-story")) {
    const figure = /** @type {HTMLElement|null} */ (story.querySelector("figure"));
    const links = /** @type {HTMLAnchorElement[]} */ ([...story.querySelectorAll(".story-title a")]);
    if (!figure) continue;
    /** @type {HTMLAnchorElement|undefined} */
    let shown = links[0];
    const show = (/** @type {HTMLAnchorElement} */ link) => {
      shown?.removeAttribute("aria-current");
      shown = link;
      link.setAttribute("aria-current", "step");
      bring(figure, link.hash);
    };
    shown?.setAttribute("aria-current", "step");
    for (const link of links)
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        // Where it is read, so that what is seen of the page says the same step.
        link.closest("li")?.scrollIntoView({ block: "center", behavior: "instant" });
        show(link);
        note(link.hash);
      });
    if (typeof IntersectionObserver !== "function") continue;
    const observer = new IntersectionObserver(
      (entries) => {
        const read = entries.find(({ isIntersecting }) => isIntersecting);
        const link = read && links.find((one) => read.target.contains(one));
        if (link && link !== shown) show(link);
      },
      { rootMargin: READ },
    );
    for (const link of links) observer.observe(/** @type {Element} */ (link.closest("li")));
  }
}
