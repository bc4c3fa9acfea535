// What keeps the layers of a page where something moves in a picture.

/**
 * An unseen rectangle behind what moves in a picture, larger than any of it.  A browser keeps the layers of a page
 * while what is painted on each takes the same room; without it, every move had them all laid over each other anew.
 */
export const ROOM = { x: "-20000", y: "-20000", width: "40000", height: "40000", class: "evx-room" };
