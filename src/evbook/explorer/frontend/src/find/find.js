// The script of the search.  On its page it looks for what is typed; run by Node, it makes the index while the site is
// built.

import { makeIndex, searcher } from "./index.js";
import { begin } from "./page.js";

const scope = /** @type {any} */ (globalThis);
scope.evbook ??= {};
if (typeof document === "undefined") Object.assign(scope.evbook, { makeIndex, searcher });
else begin();
