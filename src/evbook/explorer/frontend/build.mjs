// Bundles the front end into ../static/ : one source, two hosts.
//
//   evbook-explorer.js   classic script of the site (works over file:// and under script-src 'self'), and of its worker
//   evbook-laboratory.js  what the explorer loads when a tool of the laboratory is opened; a classic script too
//   widget.js            ES module of the anywidget
//   evbook-plotly.js     our Plotly: only the trace types in use; a classic script, loaded when needed
//   evbook-explorer.css  the style of both hosts
//   evbook-map.js, .css  the evidence map, on its own page only
//   evbook-filter.js     the search field of a long table
//   evbook-quiz.js       the forms of a quiz
//   evbook-frame.js      what a model in another's frame tells the page around it, where that was asked for
//   evbook-find.js, .css the search, on its own page; it makes the index, too, while the site is built
//   evbook-found.js      marks the words on a page that the search has led to
//   LICENCES.txt         the licences of everything bundled
//
// Usage: node build.mjs            (esbuild must be installed: npm ci)

import { build } from "esbuild";
import { readFile, readdir, writeFile, mkdir } from "node:fs/promises";
import { dirname, join, resolve, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(here, "..", "static");

/** @type {import("esbuild").BuildOptions} */
const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: "none", // LICENCES.txt carries them whole
  charset: "utf8",
  logLevel: "warning",
};

/**
 * Plotly's attribute tables carry their own manual as strings, a quarter of the bundle; its published builds
 * strip them in the same way. Its map style sheet goes too: no maps here.
 * @type {import("esbuild").Plugin}
 */
const withoutManual = {
  name: "without-manual",
  setup(builder) {
    builder.onLoad({ filter: /plotly\.js\/src\/.*\.js$/ }, async ({ path }) => ({
      loader: "js",
      contents: (await readFile(path, "utf8"))
        .replace(/^\s*description: '.*',?$/gm, "")
        .replace(/^\s*description: \[[\s\S]*?\]\.join\(.*?\),?$/gm, ""),
    }));
    builder.onLoad({ filter: /maplibre-gl\.css$/ }, () => ({ loader: "empty", contents: "" }));
  },
};

/**
 * The palette of layout.json as custom properties: light, dark (the site's theme, then JupyterLab's), and light on
 * paper.
 */
async function paletteSheet() {
  const layout = JSON.parse(await readFile(join(here, "..", "..", "drawing", "layout.json"), "utf8"));
  const named = ["companion", "text", "muted", "axis", "grid", "paper"];
  const of = (theme) =>
    [...layout.series.map((series, i) => [`c${i}`, series]), ...named.map((name) => [name, layout[name]])]
      .map(([name, colours]) => `--evx-${name}: ${colours[theme]};`)
      .join(" ");
  const places = ".evbook-explorer, .evbook-picture";
  const dark = ["html[data-theme=dark]", "body[data-jp-theme-light=false]"].flatMap((root) =>
    places.split(", ").map((place) => `${root} ${place}`),
  );
  // Without the script nobody says which theme it is, and the system's wish holds.
  const unsaid = places.split(", ").map((place) => `html:not([data-theme]) body:not([data-jp-theme-light]) ${place}`);
  return (
    `${places} { ${of("light")} color-scheme: light; --evx-height: ${layout.height.first}px; }\n` +
    `@media screen and (prefers-color-scheme: dark) { ${unsaid.join(", ")} { ${of("dark")} color-scheme: dark; } }\n` +
    `@media not print { ${dark.join(", ")} { ${of("dark")} color-scheme: dark; } }\n`
  );
}

/** @type {import("esbuild").Plugin} */
const withPalette = {
  name: "with-palette",
  setup(builder) {
    builder.onLoad({ filter: /frame\.css$/ }, async ({ path }) => ({
      loader: "css",
      contents: (await paletteSheet()) + (await readFile(path, "utf8")),
    }));
  },
};

/** Names of the npm packages that went into a bundle. */
function packagesOf(metafile) {
  const names = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const match = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/);
    if (match) names.add(input.slice(0, match.index) + "node_modules/" + match[1]);
  }
  return [...names].sort();
}

async function licenceOf(folder) {
  const manifest = JSON.parse(await readFile(join(here, folder, "package.json"), "utf8"));
  const files = (await readdir(join(here, folder))).filter((name) => /^(licen[cs]e|copying)/i.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(here, folder, name), "utf8")));
  const head = `${manifest.name} ${manifest.version} (${manifest.license ?? "licence in its text"})`;
  const by = JSON.stringify(manifest.author ?? manifest.contributors ?? "its contributors");
  const instead = `The package has no licence text of its own; its manifest says ${manifest.license}, by ${by}.`;
  return `${head}\n${"-".repeat(head.length)}\n${texts.join("\n").trim() || instead}\n`;
}

/**
 * The reader of tables can also ask another host for one; the book never does, and its script holds nothing that could.
 * @type {import("esbuild").Plugin}
 */
const withoutRequests = {
  name: "without-requests",
  setup({ onLoad }) {
    onLoad({ filter: /papaparse(\.min)?\.js$/ }, async ({ path }) => {
      const parts = (await readFile(path, "utf8")).split("new XMLHttpRequest");
      if (parts.length !== 2 || parts.join("").includes("XMLHttpRequest")) {
        throw new Error(`${path}: it asks in another way than build.mjs knows; look at withoutRequests.`);
      }
      return { contents: parts.join('(() => { throw new Error("A table is asked of no host."); })') };
    });
  },
};

/** @type {import("esbuild").BuildOptions} */
const site = { ...shared, format: "iife", target: "es2020" };
const explorer = { ...site, entryPoints: ["src/site.js"] };
const laboratory = { ...site, entryPoints: ["src/hosts/laboratory.js"] };

/** Our modules of a bundle, by their paths in this folder. @param {import("esbuild").BuildOptions} options */
async function modulesOf(options) {
  const { metafile } = await build({ ...options, write: false, minify: false });
  return metafile.inputs;
}

/**
 * The modules that the explorer has and the laboratory imports: the second script takes them from the first one, which
 * puts them into the page's namespace, so that nothing is sent twice and what a module remembers it remembers once.
 */
const own = await modulesOf(explorer);
const lent = [
  ...new Set(
    Object.entries(await modulesOf(laboratory))
      .filter(([path]) => !(path in own))
      .flatMap(([, { imports }]) => imports.map(({ path }) => path))
      .filter((path) => path in own),
  ),
].sort();

/** @type {import("esbuild").Plugin} */
const lending = {
  name: "lending",
  setup({ onLoad }) {
    onLoad({ filter: /src\/site\.js$/ }, async ({ path }) => {
      const imports = lent.map((one, i) => `import * as lent${i} from ${JSON.stringify(`./${relative("src", one)}`)};`);
      const named = lent.map((one, i) => `${JSON.stringify(one)}: lent${i}`);
      const source = await readFile(path, "utf8");
      return { contents: [...imports, source, `namespace().lent = { ${named.join(", ")} };`].join("\n") };
    });
  },
};

/** @type {import("esbuild").Plugin} */
const borrowing = {
  name: "borrowing",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const name = relative(here, join(resolveDir, path));
      return lent.includes(name) ? { path: name, namespace: "lent" } : undefined;
    });
    onLoad({ filter: /./, namespace: "lent" }, ({ path }) => ({
      contents: `module.exports = globalThis.evbook.lent[${JSON.stringify(path)}];`,
    }));
  },
};

await mkdir(out, { recursive: true });
const results = await Promise.all([
  build({ ...explorer, plugins: [lending], outfile: join(out, "evbook-explorer.js") }),
  build({ ...laboratory, plugins: [withoutRequests, borrowing], outfile: join(out, "evbook-laboratory.js") }),
  build({
    ...shared,
    entryPoints: ["src/hosts/anywidget.js"],
    plugins: [withoutRequests],
    outfile: join(out, "widget.js"),
    format: "esm",
    target: "es2020",
  }),
  build({
    ...shared,
    entryPoints: ["src/hosts/plotly-bundle.cjs"],
    outfile: join(out, "evbook-plotly.js"),
    format: "iife",
    target: "es2018",
    plugins: [withoutManual],
    // Plotly's sources expect the browser's global under Node's name.
    define: { global: "globalThis", "process.env.NODE_DEBUG": "false", "define.amd": "false" },
  }),
  build({
    ...shared,
    entryPoints: ["src/evidence/map.js"],
    outfile: join(out, "evbook-map.js"),
    format: "iife",
    target: "es2020",
  }),
  build({ ...shared, entryPoints: ["src/evidence/map.css"], outfile: join(out, "evbook-map.css") }),
  build({
    ...shared,
    entryPoints: ["src/filter/filter.js"],
    outfile: join(out, "evbook-filter.js"),
    format: "iife",
    target: "es2020",
  }),
  ...["quiz", "frame"].map((name) =>
    build({
      ...shared,
      entryPoints: [`src/${name}/${name}.js`],
      outfile: join(out, `evbook-${name}.js`),
      format: "iife",
      target: "es2020",
    }),
  ),
  ...["find", "found"].map((name) =>
    build({
      ...shared,
      entryPoints: [`src/find/${name}.js`],
      outfile: join(out, `evbook-${name}.js`),
      format: "iife",
      target: "es2020",
    }),
  ),
  build({ ...shared, entryPoints: ["src/find/find.css"], outfile: join(out, "evbook-find.css") }),
  build({
    ...shared,
    plugins: [withPalette],
    entryPoints: ["src/ui/style/explorer.css"],
    outfile: join(out, "evbook-explorer.css"),
  }),
]);

const folders = [...new Set(results.flatMap((result) => packagesOf(result.metafile)))].sort();
await writeFile(join(out, "LICENCES.txt"), (await Promise.all(folders.map(licenceOf))).join("\n\n"));

if (process.argv.includes("--analyse")) {
  for (const result of results) {
    for (const [file, { inputs }] of Object.entries(result.metafile.outputs)) {
      console.log(relative(here, file));
      const rows = Object.entries(inputs)
        .sort((a, b) => b[1].bytesInOutput - a[1].bytesInOutput)
        .slice(0, 60);
      for (const [input, { bytesInOutput }] of rows) console.log(String(bytesInOutput).padStart(9), input);
    }
  }
}
