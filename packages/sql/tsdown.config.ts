import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/sqlite/index.ts", "src/postgres/index.ts"],
  format: ["esm", "cjs"],
  dts: true,
});
