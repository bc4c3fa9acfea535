// What the address of a frame asks for: ?tell=ORIGIN, ?predict=MEASURE and ?draw.  Without `tell` nothing is ever sent.

/**
 * The origin that a frame may tell, "" for none.  It is written as a browser writes it: scheme, host and port alone,
 * and a web page's, since an origin of another kind ("null", a folder) is not one page's.
 * @param {string} search  the query of the frame's address
 */
export function listener(search) {
  const asked = new URLSearchParams(search).get("tell") ?? "";
  try {
    const { origin, protocol } = new URL(asked);
    return /^https?:$/.test(protocol) && origin === asked ? origin : "";
  } catch {
    return "";
  }
}

/** The measure that the reader is to predict; "" for none. @param {string} search */
export const predicted = (search) => new URLSearchParams(search).get("predict") ?? "";

/** Whether the reader is to draw a curve before it is shown. @param {string} search */
export const drawn = (search) => new URLSearchParams(search).has("draw");
