import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["coincoin-source", "node", "import", "module", "default"] },
  ssr: { resolve: { conditions: ["coincoin-source", "node", "import", "module", "default"] } },
  test: { include: ["test/**/*.test.ts"], testTimeout: 180_000 },
});
