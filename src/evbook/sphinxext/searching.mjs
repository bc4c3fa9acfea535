// Makes the index of the search for searching.py with the search's own script, so that words are parted in one way:
// what can be found comes in as JSON, and goes out with the index.

import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

runInThisContext(readFileSync(process.argv[2], "utf8"));
const asked = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(globalThis.evbook.makeIndex(asked)));
