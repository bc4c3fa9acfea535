// Places of the evidence map's flows for the picture that Python writes: the page's own layout, run while building.
// Standard input holds {flows, forms}, standard output a layout for each form.

import { text } from "node:stream/consumers";
import { layout } from "./src/evidence/flows.js";

const { flows, forms } = JSON.parse(await text(process.stdin));
const placed = Object.fromEntries(Object.entries(forms).map(([name, form]) => [name, layout(flows, form)]));
process.stdout.write(JSON.stringify(placed));
