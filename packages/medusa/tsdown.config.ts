import { writeFileSync } from "node:fs";
import { defineConfig } from "tsdown";

const outDir = ".medusa/server/src";

export default defineConfig([
  {
    // Medusa finds the parts of a plugin by their place: every file stays where it is, as CommonJS, which all its
    // loaders take. They look for `.js`, so the folder says what that means.
    entry: [
      "src/index.ts",
      "src/modules/*/index.ts",
      "src/providers/*/index.ts",
      "src/subscribers/*.ts",
      "src/api/**/*.ts",
    ],
    format: "cjs",
    outDir,
    clean: false,
    unbundle: true,
    dts: false,
    outExtensions: () => ({ js: ".js" }),
    outputOptions: { exports: "named", esModule: true },
    hooks: {
      "build:done": () => writeFileSync(".medusa/server/package.json", '{ "type": "commonjs" }\n'),
    },
  },
  {
    // What a merchant's configuration compiles against.
    entry: ["src/index.ts"],
    format: "cjs",
    outDir,
    clean: false,
    dts: { emitDtsOnly: true },
    outExtensions: () => ({ js: ".js", dts: ".d.ts" }),
  },
]);
