import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/health.ts"],
  format: ["esm", "cjs"],
  dts: true,
});
