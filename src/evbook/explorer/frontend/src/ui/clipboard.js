// Copying a text: by the clipboard where the browser lends it, else by selecting the text for the reader's own keys.

/**
 * @param {HTMLElement} shown  an element that holds the text
 * @param {string} text
 * @returns {Promise<string>} what to tell the reader
 */
export async function copy(shown, text) {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied.";
  } catch {
    getSelection()?.selectAllChildren(shown);
    return "Selected: copy it with Ctrl+C, or ⌘C on a Mac.";
  }
}
