// The tools of the laboratory: far more code than all others, and wanted by few readers of a page.  The site has them
// in a script of their own, which comes when one of their drawers is opened; in Jupyter they are part of the widget.

import { draw } from "./draw.js";
import { experiments } from "./experiments.js";
import { hear } from "./hear.js";
import { matters } from "./matters.js";
import { ownData } from "./own-data.js";
import { uncertainty } from "./uncertainty.js";

/** @type {import("./registry.js").Tool[]} */
export const LABORATORY = [uncertainty, matters, ownData, experiments, draw, hear];
