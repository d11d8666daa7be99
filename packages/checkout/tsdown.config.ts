import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/asset.ts", "src/element.ts", "src/react.ts"],
  format: ["esm", "cjs"],
  dts: true,
  // Small and without dependencies of its own: merchants install one package less. See THIRD_PARTY_LICENSES.md.
  deps: { alwaysBundle: [/^lean-qr/] },
});
