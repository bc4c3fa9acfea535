"""Whether the pictures of a page show anything: by geometry and paint of what is drawn, as it is shown now."""

from __future__ import annotations

from playwright.sync_api import Page

#: The share of its axes, across or upwards, that the marks of a plot reach over at the least.
REACH = 0.1

#: A number for each picture looked at, and a sentence for each that is blank.
_LOOK = """(reach) => {
  const SHAPES = "path, rect, circle, ellipse, line, polyline, polygon";
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const paper = (part) => {
    for (let at = part; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0.9) return colour;
    }
    return [255, 255, 255, 1];
  };
  const opacity = (part) => {
    let all = 1;
    for (let at = part; at && !at.matches("figure, main"); at = at.parentElement) all *= getComputedStyle(at).opacity;
    return all;
  };
  // a stroke or filling that differs from what lies under it by a step that an eye sees
  const seen = (shape, under) => {
    const style = getComputedStyle(shape);
    if (style.visibility !== "visible" || style.display === "none") return false;
    const layer = opacity(shape);
    return ["stroke", "fill"].some((paint) => {
      if (style[paint] === "none" || (paint === "stroke" && parseFloat(style.strokeWidth) === 0)) return false;
      if (style[paint].startsWith("url(")) return true;
      const colour = rgba(style[paint]);
      const share = colour[3] * layer * style[`${paint}Opacity`];
      return Math.max(...[0, 1, 2].map((i) => Math.abs(colour[i] - under[i]))) * share > 12;
    });
  };
  // points of a shape on the screen
  const points = (shape) => {
    const matrix = shape.getScreenCTM();
    let long = 0;
    try { long = shape.getTotalLength(); } catch { return []; }
    if (!matrix || !(long > 0)) return [];
    return Array.from({ length: 41 }, (_, i) => shape.getPointAtLength((long * i) / 40).matrixTransform(matrix))
      .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  };
  // whether what is seen of the shapes within an area reaches over a share of it; looks no further than it must
  const reaches = (shapes, area, under) => {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const shape of shapes) {
      if (!seen(shape, under)) continue;
      for (const { x, y } of points(shape)) {
        if (x < area.left - 1 || x > area.right + 1 || y < area.top - 1 || y > area.bottom + 1) continue;
        [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
      }
      if (right - left >= reach * area.width || bottom - top >= reach * area.height) return true;
    }
    return false;
  };
  const faults = [];
  const tell = (picture, fault) => {
    const name = picture.closest("[id]")?.id ?? "";
    const words = picture.querySelector?.("title")?.textContent ?? picture.getAttribute("aria-label") ?? "";
    faults.push(`${name} ${words.slice(0, 60)}: ${fault}`);
  };
  const counts = { images: 0, drawings: 0, plots: 0, live: 0 };
  const paint = { opacityProperty: true, visibilityProperty: true };
  const shown = (part) => part.checkVisibility(paint) && part.getClientRects().length > 0;

  for (const image of document.querySelectorAll("main img")) {
    if (!shown(image)) continue;
    image.loading = "eager"; // one far down is fetched when it is come to; here it is asked for
    counts.images += 1;
    const box = image.getBoundingClientRect();
    if (!(image.complete && image.naturalWidth > 0 && image.naturalHeight > 0)) tell(image, "an image without a size");
    else if (!(box.width > 0 && box.height > 0)) tell(image, "an image that takes no room");
  }

  for (const picture of document.querySelectorAll("main svg[role=img], main svg.map-picture, main svg.map-live")) {
    if (!shown(picture) || picture.closest("button, .evx-live")) continue;
    counts.drawings += 1;
    const under = paper(picture.parentElement);
    const box = picture.getBoundingClientRect();
    if (!(box.width > 20 && box.height > 20)) { tell(picture, "a picture that takes no room"); continue; }
    const drawn = [...picture.querySelectorAll(SHAPES)].filter((shape) => !shape.closest("defs"));
    if (!reaches(drawn, box, under)) tell(picture, "a picture with nothing in it");
    for (const plot of picture.querySelectorAll('svg[viewBox="0 0 1000 1000"]')) {
      counts.plots += 1;
      // the marks of a plot that keep their size, such as points, stand beside it
      const area = plot.getBoundingClientRect(), frame = plot.parentElement.getBoundingClientRect();
      const room = area.width > 0 && area.height > 0 ? area : frame;
      const shapes = [...plot.parentElement.querySelectorAll(SHAPES)];
      const marks = shapes.filter((shape) => shape.tagName !== "line" || shape.closest("g"));
      if (!reaches(marks, room, under)) tell(picture, "no mark within the axes");
    }
  }

  for (const figure of document.querySelectorAll("main figure.evbook-explorer")) {
    const gd = figure.querySelector(".evx-live");
    if (!gd || !gd._fullLayout) { tell(figure, "a live figure that is not drawn"); continue; }
    counts.live += 1;
    const box = gd.getBoundingClientRect(), under = paper(gd);
    for (const [id, { xaxis, yaxis }] of Object.entries(gd._fullLayout._plots)) {
      const left = box.left + xaxis._offset, top = box.top + yaxis._offset;
      const area = { left, top, width: xaxis._length, height: yaxis._length,
                     right: left + xaxis._length, bottom: top + yaxis._length };
      if (!(area.width > 40 && area.height > 40)) { tell(figure, `panel ${id} takes no room`); continue; }
      if (area.right > box.right + 1 || area.bottom > box.bottom + 1) tell(figure, `panel ${id} leaves its figure`);
      const layer = gd.querySelector(`.subplot.${id} .plot`) ?? gd;
      const marks = [...layer.querySelectorAll(SHAPES)];
      const maps = [...layer.querySelectorAll("image")].filter((image) => image.getBoundingClientRect().width > 40);
      if (!maps.length && !reaches(marks, area, under)) tell(figure, `no trace within panel ${id}`);
    }
  }
  return [counts, faults];
}"""

_OPEN = """(open) => {
  for (const part of document.querySelectorAll("main details:not([open]), main details[data-opened]")) {
    if (part.closest("figure.evbook-explorer")) continue;
    part.open = open;
    part.toggleAttribute("data-opened", open);
  }
}"""


def blank(page: Page, *, patience: int = 50) -> tuple[dict[str, int], list[str]]:
    """How many pictures of each kind the page shows as it is now, and a sentence for each that shows nothing.

    What is folded away is unfolded for the look; a live figure is given time to be drawn in a new size,
    ``patience`` looks a tenth of a second apart.
    """
    page.evaluate(_OPEN, True)
    try:
        for _ in range(patience):
            counts, faults = page.evaluate(_LOOK, REACH)
            if not faults:
                break
            page.wait_for_timeout(100)
        return counts, faults
    finally:
        page.evaluate(_OPEN, False)
