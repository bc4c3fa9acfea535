// The script of the site.  On a page it brings its figures to life; the same file, run as a worker, solves for them.

import { workerServer, transferables } from "./worker/server.js";
import { begin } from "./hosts/static-page.js";
import { namespace } from "./hosts/namespace.js";

if (typeof document === "undefined") {
  const thread = /** @type {any} */ (globalThis);
  /** A page's policy does not bind its workers, so this one has a rule of its own. @param {string} address */
  const load = (address) => {
    if (new URL(address).origin !== thread.location.origin)
      throw new Error(`${address} is not of this site; no model is loaded from elsewhere.`);
    thread.importScripts(address);
  };
  const answer = workerServer(load, namespace().programs);
  thread.onmessage = (/** @type {{data: import("./worker/server.js").RunRequest}} */ { data }) => {
    const said = answer(data);
    thread.postMessage(said, transferables(said));
  };
  thread.postMessage("ready");
} else {
  begin();
}
