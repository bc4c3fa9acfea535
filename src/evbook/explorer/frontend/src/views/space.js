// The view of a model in space: the slice of tissue, played and painted, above its curves over time.

import { SlicePlayer } from "../slice/player.js";
import { timecourse } from "./timecourse.js";

/** @type {import("./registry.js").View} */
export const space = { ...timecourse, id: "space", begin: (explorer) => new SlicePlayer(explorer) };
