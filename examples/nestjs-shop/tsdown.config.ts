import { defineConfig } from "tsdown";

export default defineConfig({ entry: ["src/start.ts"], format: ["esm"], dts: false });
