// A picture as Plotly's data and layout.

import { ticks } from "./axes.js";
import { panelShares } from "./panels.js";
import { quantityText } from "../format/numbers.js";
import { layout } from "./palette.js";

/** @import { Axis, Band, Heat, Line, Mark, Picture } from "../types.js" */
/** @import { Palette } from "./palette.js" */

/** Room beside a map for the scale of its colours. */
const BESIDE = 58;

/** @param {number} panel */
const yName = (panel) => (panel === 0 ? "y" : `y${panel + 1}`);

/** Plotly joins the lines of one figure to the next by these: `T--off` is `eT_45__45_off`. @param {string} id */
export function uidOf(id) {
  return (
    "e" +
    Array.from(id, (character) => (/[a-z0-9]/i.test(character) ? character : `_${character.charCodeAt(0)}_`)).join("")
  );
}

/** @param {Line} line @param {Palette} colours @param {boolean} withText @param {number} scale */
function lineTrace(line, colours, withText, scale) {
  return {
    type: "scatter",
    mode: "lines",
    uid: uidOf(line.id),
    name: line.label || line.id,
    x: line.x,
    y: line.y,
    yaxis: yName(line.panel),
    line: {
      color: colours[line.colour],
      width: line.width * scale,
      dash: line.dash.length ? line.dash.map((part) => `${part * scale}px`).join(",") : "solid",
      shape: "linear",
      simplify: false, // every point, as the fast path draws them
    },
    connectgaps: false,
    showlegend: line.label !== "",
    ...(line.label
      ? withText
        ? {
            text: Array.from(line.y, (y) => quantityText(y, line.unit)),
            hovertemplate: `%{text}<extra>${escaped(line.label)}</extra>`,
          }
        : {}
      : { hoverinfo: "skip" }),
  };
}

/** @param {Mark} mark @param {Palette} colours @param {number} scale */
function markTrace(mark, colours, scale) {
  return {
    type: "scatter",
    mode: "markers",
    uid: uidOf(mark.id),
    name: escaped(mark.label),
    x: mark.x,
    y: mark.y,
    yaxis: yName(mark.panel ?? 0),
    text: mark.text,
    hovertemplate: "%{text}<extra></extra>",
    ...(mark.bars?.some((bar) => bar > 0)
      ? {
          error_y: {
            type: "data",
            array: mark.bars,
            visible: true,
            color: colours[mark.colour],
            thickness: 1.2 * scale,
            width: 4 * scale,
          },
        }
      : {}),
    marker: {
      symbol: mark.symbol,
      size: (mark.size ?? 12) * scale,
      color: colours[mark.colour],
      line: { color: colours[mark.colour], width: 2 },
    },
    cliponaxis: false,
    showlegend: mark.label !== "",
  };
}

/** There and back again: the outline of a band. @param {Band} band */
export function outline({ x, low, high }) {
  const there = Array.from(x, (_, i) => i).filter((i) => Number.isFinite(low[i]) && Number.isFinite(high[i]));
  const back = [...there].reverse();
  return { x: [...there, ...back].map((i) => x[i]), y: [...there.map((i) => high[i]), ...back.map((i) => low[i])] };
}

/** @param {Band} band @param {Axis} axis of its panel @param {Palette} colours */
function bandTrace(band, axis, colours) {
  const { x, y } = outline(band);
  return {
    type: "scatter",
    mode: "lines",
    uid: uidOf(band.id),
    name: band.label || band.id,
    x,
    // Nothing of a logarithmic axis lies below its floor, and an outline must not break there.
    y: axis.log ? y.map((value) => Math.max(value, axis.low * 1e-3)) : y,
    yaxis: yName(band.panel),
    fill: "toself",
    fillcolor: withOpacity(colours[band.colour], band.opacity),
    line: { width: 0, color: colours[band.colour], simplify: false },
    hoverinfo: "skip",
    hoveron: "points",
    showlegend: band.label !== "",
  };
}

/** @param {string} colour "#rrggbb" @param {number} opacity */
function withOpacity(colour, opacity) {
  return `${colour}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, "0")}`;
}

/** @param {Heat} heat @param {Palette} colours @param {string} family @param {number} scale */
function heatTrace(heat, colours, family, scale) {
  const { axis } = heat;
  const value = (/** @type {number} */ z) =>
    axis.log ? (z > 0 ? Math.log10(Math.max(z, axis.low)) : Math.log10(axis.low)) : z;
  const marks = ticks(axis, 6);
  return {
    type: "heatmap",
    uid: "eheat",
    name: heat.title,
    x: heat.x,
    y: heat.y,
    z: heat.z.map((row) => row.map((z) => (Number.isNaN(z) ? null : value(z)))),
    text: heat.text,
    hovertemplate: "%{text}<extra></extra>",
    zmin: value(axis.low),
    zmax: value(axis.high),
    zsmooth: false,
    colorscale: layout.heat.map((colour, i) => [i / (layout.heat.length - 1), colour]),
    colorbar: {
      tickvals: marks.map(({ at }) => value(at)),
      ticktext: marks.map(({ text }) => text),
      tickfont: { color: colours.text, size: layout.font.size * scale, family },
      len: 1,
      lenmode: "fraction",
      thickness: 12,
      outlinewidth: 0,
      x: 1.02,
      xpad: 4,
    },
  };
}

/** Plotly reads a little HTML in labels. @param {string} text */
function escaped(text) {
  return text.replace(/[<>&]/g, (character) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[character] ?? "");
}

/** @param {Axis} axis @param {number} count @param {Palette} colours @param {number} scale */
function axisLayout(axis, count, colours, scale) {
  const marks = ticks(axis, count);
  // A minus sign and a small number together are longer than the margin at the usual size.
  const long = axis.low < 0 && marks.some(({ text }) => text.length > 6);
  const range = axis.log ? [Math.log10(axis.low), Math.log10(axis.high)] : [axis.low, axis.high];
  return {
    type: axis.log ? "log" : "linear",
    range,
    autorange: false,
    fixedrange: true,
    ...(long ? { tickfont: { size: (layout.font.size - (scale > 1 ? 0 : 3)) * scale } } : {}),
    tickmode: "array",
    tickvals: marks.map(({ at }) => at),
    ticktext: marks.map(({ text }) => text),
    ticks: "outside",
    ticklen: layout.ticks.length * scale,
    ticklabeloverflow: "allow",
    tickcolor: colours.axis,
    showline: true,
    linecolor: colours.axis,
    gridcolor: colours.grid,
    zeroline: false,
    automargin: false,
  };
}

/** Margins as large as the type. @param {typeof layout.margin} margin @param {number} scale */
function scaled({ left, right, top, bottom }, scale) {
  return { left: left * scale, right: right * scale, top: top * scale, bottom: bottom * scale };
}

/** @param {string} text @param {Record<string, unknown>} place @param {Palette} colours */
function caption(text, place, colours) {
  return { text: escaped(text), showarrow: false, font: { color: colours.muted }, ...place };
}

/**
 * @param {Picture} picture
 * @param {{colours: Palette, width: number, height: number, family: string, compact: boolean, scale: number, download?:
 *   string}} look
 *   download: a title; the figure then carries its own key, since the page's is left behind
 */
export function plotlySpec(picture, look) {
  const { colours, scale } = look;
  const [margin, font] = [scaled(layout.margin, scale), { size: layout.font.size * scale }];
  const shares = panelShares(picture.panels.length, look.compact);
  const last = picture.panels.length - 1;
  /** @type {Record<string, any>} */
  const axes = {
    xaxis: { ...axisLayout(picture.x, layout.ticks.x, colours, scale), anchor: yName(last), domain: [0, 1] },
  };
  const key =
    look.download !== undefined ? 26 + 20 * Math.ceil(picture.lines.filter(({ label }) => label).length / 3) : 0;
  picture.panels.forEach(({ axis }, i) => {
    axes[i === 0 ? "yaxis" : `yaxis${i + 1}`] = {
      ...axisLayout(axis, layout.ticks.y, colours, scale),
      anchor: "x",
      domain: [1 - shares[i].bottom, 1 - shares[i].top],
    };
  });
  return {
    data: [
      ...(picture.heat ? [heatTrace(picture.heat, colours, look.family, scale)] : []),
      ...(picture.bands ?? []).map((band) => bandTrace(band, picture.panels[band.panel].axis, colours)),
      ...picture.lines.map((line) => lineTrace(line, colours, look.download === undefined, scale)),
      ...picture.marks.map((mark) => markTrace(mark, colours, scale)),
    ],
    layout: {
      width: look.width,
      height: look.height + key,
      margin: {
        l: margin.left,
        r: margin.right + (picture.heat ? BESIDE * scale : 0),
        t: margin.top + key,
        b: margin.bottom,
        pad: 0,
        autoexpand: false,
      },
      font: { family: look.family, size: font.size, color: colours.text },
      paper_bgcolor: look.download === undefined ? "rgba(0,0,0,0)" : colours.paper,
      plot_bgcolor: "rgba(0,0,0,0)",
      showlegend: look.download !== undefined,
      legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom", yref: "paper", font: { size: 12 } },
      ...(look.download
        ? {
            title: {
              text: escaped(look.download),
              x: 0.02,
              y: 1,
              yref: "container",
              yanchor: "top",
              pad: { t: 8 },
              font: { size: 15 },
            },
          }
        : {}),
      dragmode: false,
      hovermode: picture.hover === "time" ? "x unified" : "closest",
      hoverlabel: { bgcolor: colours.paper, bordercolor: colours.axis, font: { color: colours.text } },
      annotations: [
        ...picture.panels.map(({ title }, i) =>
          caption(
            title,
            {
              xref: "paper",
              x: 0,
              xanchor: "left",
              xshift: 8 - margin.left,
              yref: "paper",
              y: 1 - shares[i].top,
              yanchor: "bottom",
              yshift: 4,
            },
            colours,
          ),
        ),
        caption(
          picture.xTitle,
          {
            xref: "paper",
            x: 0.5,
            xanchor: "center",
            yref: "paper",
            y: 0,
            yanchor: "bottom",
            yshift: 4 - margin.bottom,
          },
          colours,
        ),
      ],
      ...axes,
    },
  };
}
