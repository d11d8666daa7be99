import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/http/node.ts", "src/http/web.ts", "src/otel/index.ts", "src/store/index.ts"],
  format: ["esm", "cjs"],
  dts: true,
  // Docstrings are in the declarations; in the code every start would read them.
  // Jest runs CommonJS modules without import(): what is loaded late is required there.
  outputOptions: { comments: { jsdoc: false }, dynamicImportInCjs: false },
});
