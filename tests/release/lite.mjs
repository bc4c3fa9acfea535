// Runs a Python program under Node in the Pyodide that JupyterLite runs.
// Arguments: folder of the npm package, the list of packages, the program.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [core, list, program] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`).href);
const pyodide = await loadPyodide({
  indexURL: `${core}/`,
  lockFileContents: readFileSync(list, "utf8"),
  packageBaseUrl: list.slice(0, list.lastIndexOf("/") + 1),
});
const code = readFileSync(program, "utf8");
await pyodide.loadPackagesFromImports(code, {
  messageCallback: () => {},
  errorCallback: (text) => console.error(text),
});
console.log(JSON.stringify((await pyodide.runPythonAsync(code)).toJs()));
