// Loading a classic script, which works in a page opened from a folder too.

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
