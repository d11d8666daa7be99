import { defineConfig } from "tsdown";

export default defineConfig([
  {
    // Servers load one file with every translation in it; core's import budget counts the milliseconds.
    entry: ["src/index.ts", "src/asset.ts"],
    format: ["esm", "cjs"],
    dts: true,
    clean: true,
    // Docstrings are in the declarations.
    outputOptions: { comments: { jsdoc: false } },
  },
  {
    // Browsers load the translation they need.
    entry: ["src/element.ts", "src/react.ts"],
    format: ["esm", "cjs"],
    dts: true,
    clean: false,
    // "use client" is kept; the warning that it may not be is the bundler's caution.
    checks: { moduleLevelDirective: false },
  },
]);
