// What the scripts of one page share, under one name: models register their programs there.

import { special } from "../model/special-functions.js";

/** @returns {any} */
export function namespace() {
  const scope = /** @type {any} */ (globalThis);
  scope.evbook ??= {};
  scope.evbook.programs ??= {};
  scope.evbook.special ??= special; // for model programs, which import nothing
  return scope.evbook;
}
