import { defineConfig } from "tsdown";

const entry = ["src/index.ts", "src/cli.ts"];

export default defineConfig([
  { entry, format: "esm", dts: true },
  // What is there as ES modules only is taken in: Jest's CommonJS cannot require it.
  {
    entry,
    format: "cjs",
    dts: true,
    deps: { alwaysBundle: [/^@noble\//, /^@scure\//] },
    banner: "/*! with noble-hashes and scure-base - MIT License (c) 2022 Paul Miller (paulmillr.com) */",
  },
]);
