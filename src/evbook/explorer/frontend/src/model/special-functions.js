// The special functions that derived programs call as special.<name>.

import { E1, betainc, erf, erfc, gamma, lgamma } from "../numerics/special.js";

export const special = { E1, betainc, erf, erfc, gamma, loggamma: lgamma };
