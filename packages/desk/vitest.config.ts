import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["coincoin-source", "node"] },
  ssr: { resolve: { conditions: ["coincoin-source", "node"] } },
  test: {
    include: ["test/**/*.test.ts"],
    // Browsers share two cores with everything else.
    testTimeout: 40_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
