// The special functions that derived programs call as special.<name>; `exact` is what lattices call, the same number
// everywhere.

import { exact } from "../numerics/exact.js";
import { renewal } from "../numerics/renewal.js";
import { E1, betainc, erf, erfc, gamma, lgamma } from "../numerics/special.js";

export const special = { E1, betainc, erf, erfc, gamma, loggamma: lgamma, renewal, exact };
