import { renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { plugin } from "@medusajs/admin-bundler";

const root = path.resolve(import.meta.dirname, "..");
const outDir = path.join(".medusa", "server");

// The same bundler that `medusa plugin:build` runs. The rest of the plugin is built by tsdown.
await plugin({ root, outDir });

// It names files after this package's type; what is built is CommonJS but for this one file.
const admin = path.join(root, outDir, "src", "admin");
renameSync(path.join(admin, "index.js"), path.join(admin, "index.mjs"));
renameSync(path.join(admin, "index.cjs"), path.join(admin, "index.js"));

// What Medusa loads is nobody's to import; compilers and linters still want to see a type.
const declaration = "declare const loaded: unknown;\nexport default loaded;\n";
writeFileSync(path.join(root, outDir, "src", "loaded.d.ts"), declaration);
writeFileSync(path.join(admin, "index.d.mts"), declaration);
writeFileSync(path.join(admin, "index.d.ts"), "declare const loaded: unknown;\nexport = loaded;\n");
