// Reads a JSON list of tables as text and gives what the browser's reader makes of each;
// tests/test_own_data_two_readers.py asks.

import { readFileSync } from "node:fs";

import { readTable } from "../../../src/evbook/explorer/frontend/src/own-data/reader.js";
import { Refusal } from "../../../src/evbook/explorer/frontend/src/own-data/words.js";

const read = (text) => {
  try {
    return readTable(text);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { refused: refusal.message };
  }
};
const plain = (_, value) => (typeof value === "number" && Number.isNaN(value) ? null : value);
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read), plain));
