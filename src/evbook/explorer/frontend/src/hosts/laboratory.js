// The second script of the site: the tools of the laboratory, for the explorers that are on the page.

import { LABORATORY } from "../tools/laboratory.js";
import { share } from "../tools/share.js";
import { namespace } from "./namespace.js";

namespace().laboratory = LABORATORY;
namespace().share = share;
