import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["coincoin-source", "node"] },
  ssr: { resolve: { conditions: ["coincoin-source", "node"] } },
  test: {
    include: ["test/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 240_000,
    // Medusa says on every start that it runs without Redis.
    onConsoleLog: (line) => !line.includes("redisUrl not found"),
  },
});
