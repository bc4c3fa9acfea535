// A ZIP archive of texts, whose parts are stored as they are (PKWARE's APPNOTE 6.3.3, sections 4.3.7 to 4.3.16): of
// COMBINE archives and PEtab problems.

/** CRC-32 of the ZIP format, a table of the polynomial 0xEDB88320. */
const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let k = 0; k < 8; k++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** Fields of two or four bytes, the least first. @param {[number, 2|4][]} fields */
function fields(fields) {
  const made = new DataView(new ArrayBuffer(fields.reduce((sum, [, size]) => sum + size, 0)));
  let at = 0;
  for (const [value, size] of fields) {
    if (size === 2) made.setUint16(at, value, true);
    else made.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(made.buffer);
}

/** Version 2.0 of the format, and names in UTF-8; 1 January 1980, so that the same texts give the same bytes. */
const [VERSION, UTF8, DATE] = [20, 0x0800, 0x0021];

/**
 * The archive, its files in the order of the map.
 * @param {Map<string, string>} files  texts by name
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function zipped(files) {
  const encoder = new TextEncoder();
  /** @type {Uint8Array[]} */
  const local = [];
  /** @type {Uint8Array[]} */
  const central = [];
  let offset = 0;
  for (const [name, text] of files) {
    const [title, bytes] = [encoder.encode(name), encoder.encode(text)];
    /** @type {[number, 2|4][]} */
    const common = [
      [VERSION, 2],
      [UTF8, 2],
      [0, 2], // stored
      [0, 2],
      [DATE, 2],
      [crc32(bytes), 4],
      [bytes.length, 4],
      [bytes.length, 4],
      [title.length, 2],
      [0, 2],
    ];
    const head = fields([[0x04034b50, 4], ...common]);
    local.push(head, title, bytes);
    central.push(
      fields([[0x02014b50, 4], [VERSION, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]),
      title,
    );
    offset += head.length + title.length + bytes.length;
  }
  const size = central.reduce((sum, part) => sum + part.length, 0);
  const end = fields([
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [files.size, 2],
    [files.size, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  ]);
  const parts = [...local, ...central, end];
  const made = new Uint8Array(offset + size + end.length);
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}
