import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The tests of packages/nestjs, with this folder's older Nest in the place of that one's. */
export default defineConfig({
  root: here("../nestjs"),
  resolve: {
    conditions: ["coincoin-source", "node"],
    alias: [
      { find: /^@coincoin\/nestjs$/, replacement: here("../nestjs/src/index.ts") },
      { find: /^@coincoin\/nestjs\/health$/, replacement: here("../nestjs/src/health.ts") },
      { find: /^@coincoin\/nestjs\/testing$/, replacement: here("../nestjs/src/testing/index.ts") },
      { find: /^(@nestjs\/[\w-]+|reflect-metadata|rxjs)$/, replacement: `${here("node_modules")}/$1` },
    ],
  },
  ssr: { resolve: { conditions: ["coincoin-source", "node"] } },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    name: "nestjs on Nest 11",
    env: { NEST: "11" },
  },
});
