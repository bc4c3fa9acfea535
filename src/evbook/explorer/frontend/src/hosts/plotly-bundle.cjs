// The part of Plotly that the book draws with; sets globalThis.evbook.Plotly.
// This is plotly.js/src/core.js with fewer components: no sliders, menus or range selectors of Plotly's own,
// no 3-D annotations, no pictures by address, and no upload to another host.
"use strict";

require("native-promise-only");
require("plotly.js/build/plotcss");

const { register } = require("plotly.js/src/registry");
const api = require("plotly.js/src/plot_api");

const Plotly = { version: require("plotly.js/src/version").version, register };
for (const [name, method] of Object.entries(api)) {
  if (!name.startsWith("_")) Plotly[name] = method;
  register({ moduleType: "apiMethod", name, fn: method });
}

register([
  require("plotly.js/src/traces/scatter"),
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/heatmap"),
  require("plotly.js/lib/contour"),
  require("plotly.js/src/components/annotations"),
  require("plotly.js/src/components/selections"),
  require("plotly.js/src/components/shapes"),
  require("plotly.js/src/components/grid"),
  require("plotly.js/src/components/errorbars"),
  require("plotly.js/src/components/colorscale"),
  require("plotly.js/src/components/colorbar"),
  require("plotly.js/src/components/legend"), // after the shapes: its defaults depend on them
  require("plotly.js/src/components/fx"), // after the legend: unified hover depends on it
  require("plotly.js/src/components/modebar"),
  require("plotly.js/src/locale-en"),
  require("plotly.js/src/locale-en-us"),
]);

Plotly.Plots = { resize: require("plotly.js/src/plots/plots").resize };
Plotly.Snapshot = require("plotly.js/src/snapshot");

const evbook = (globalThis.evbook = globalThis.evbook || {});
evbook.Plotly = Plotly;
