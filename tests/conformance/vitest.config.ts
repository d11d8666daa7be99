import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["coincoin-source", "node", "module"] },
  ssr: { resolve: { conditions: ["coincoin-source", "node", "module"] } },
  test: { include: ["test/**/*.test.ts"], testTimeout: 20_000 },
});
