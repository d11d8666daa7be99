import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const older = fileURLToPath(new URL("./nest-11/node_modules", import.meta.url));

/** The same tests on both versions of Nest. */
export default defineConfig({
  resolve: { conditions: ["coincoin-source", "node"] },
  ssr: { resolve: { conditions: ["coincoin-source", "node"] } },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    projects: [
      { extends: true, test: { name: "Nest 12", env: { NEST: "12" } } },
      {
        extends: true,
        resolve: {
          alias: [{ find: /^(@nestjs\/[\w.-]+|reflect-metadata|rxjs)$/, replacement: `${older}/$1` }],
        },
        test: { name: "Nest 11", env: { NEST: "11" } },
      },
    ],
  },
});
