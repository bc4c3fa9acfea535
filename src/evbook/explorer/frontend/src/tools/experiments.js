// The model with its experiments, to take away: comes with the laboratory, since few take it and it is much code.  It
// has no drawer; the row of downloads asks it for the file.

import { zipped } from "../format/zip.js";
import { archiveAt } from "../model/omex.js";

/** @import { ArchiveTemplates } from "../model/omex.js" */

/** A moment for what else the page has to do. */
const rest = () => new Promise((done) => setTimeout(done));

/** @type {import("./registry.js").Tool} */
export const experiments = {
  id: "experiments",
  make: (explorer) => ({
    async archive() {
      const { model, host, setting } = explorer;
      const templates = /** @type {ArchiveTemplates|undefined} */ (await host.sbml?.(explorer));
      if (!templates?.experiments) throw new Error("The experiments of this model are not at hand.");
      const files = await archiveAt(model, templates, setting, host.link(explorer), rest);
      return new Blob([zipped(files)], { type: "application/zip" });
    },
  }),
};
