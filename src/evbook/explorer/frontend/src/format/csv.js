// Fields of a CSV file.

/** A field of a CSV file, quoted when it must be. @param {string} text */
export function field(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A number, every digit of it; empty for what is none. @param {number} value */
export function numberField(value) {
  return Number.isFinite(value) ? String(value) : "";
}
