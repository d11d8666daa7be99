import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/sqlite/index.ts", "src/postgres/index.ts"],
  format: ["esm", "cjs"],
  dts: true,
  // `pg` is loaded when it is needed; in CommonJS by require, since Jest's modules know no import().
  outputOptions: { dynamicImportInCjs: false },
});
