import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/web.ts"],
  format: ["esm", "cjs"],
  dts: true,
});
