import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/store-suite/facts.ts"],
  format: ["esm", "cjs"],
  dts: true,
});
