// Handing a file to the reader.  Nothing leaves the browser.

/** Hands a file to the reader. @param {Document} page @param {Blob} blob @param {string} name */
export function save(page, blob, name) {
  const address = URL.createObjectURL(blob);
  const link = page.createElement("a");
  link.href = address;
  link.download = name;
  page.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The bytes of a data address, without asking the network for it. @param {string} address */
export function blobOf(address) {
  const [head, body] = [address.slice(0, address.indexOf(",")), address.slice(address.indexOf(",") + 1)];
  const type = /^data:([^;,]*)/.exec(head)?.[1] || "application/octet-stream";
  if (!/;base64$/.test(head)) return new Blob([decodeURIComponent(body)], { type });
  return new Blob([Uint8Array.from(atob(body), (character) => character.charCodeAt(0))], { type });
}
