import { defineConfig } from "tsdown";

const entry = ["src/index.ts", "src/cli.ts"];

export default defineConfig([
  { entry, format: "esm", dts: true },
  // What is there as ES modules only is taken in: Jest's CommonJS cannot require it.
  { entry, format: "cjs", dts: true, deps: { alwaysBundle: [/^@noble\//, /^@scure\//] } },
]);
