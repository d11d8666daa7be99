import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["coincoin-source", "node", "import", "module", "default"] },
  ssr: { resolve: { conditions: ["coincoin-source", "node", "import", "module", "default"] } },
  test: {
    include: ["test/**/*.test.ts"],
    // Browsers share two cores with everything else.
    testTimeout: 40_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
