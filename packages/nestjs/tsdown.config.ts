import { defineConfig } from "tsdown";

const entry = ["src/index.ts", "src/desk.ts", "src/health.ts", "src/testing/index.ts"];

/** One set of classes and tokens in a process that has both: the ES modules hand on what the CommonJS ones export. */
export default defineConfig([
  { entry, format: "cjs", dts: true },
  { entry, format: "esm", dts: true, plugins: [handOn()] },
]);

function handOn() {
  return {
    name: "hand-on-commonjs",
    generateBundle(_options: unknown, bundle: Record<string, OutputFile>) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (file.type !== "chunk" || !fileName.endsWith(".mjs")) continue;
        if (!file.isEntry) delete bundle[fileName];
        const [name = ""] = fileName.split("/").slice(-1);
        file.code = `export { ${file.exports.join(", ")} } from "./${name.replace(/\.mjs$/, ".cjs")}";\n`;
      }
    },
  };
}

type OutputFile =
  | { readonly type: "asset" }
  | { readonly type: "chunk"; readonly isEntry: boolean; readonly exports: readonly string[]; code: string };
