import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["coincoin-source", "node"] },
  ssr: { resolve: { conditions: ["coincoin-source", "node"] } },
  test: { include: ["test/**/*.test.ts"], testTimeout: 120_000 },
});
