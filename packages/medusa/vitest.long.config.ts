import { defineConfig } from "vitest/config";
import config from "./vitest.config.ts";

/** What takes minutes: `pnpm --filter @coincoin/medusa test:journeys`. */
export default defineConfig({
  ...config,
  test: { ...config.test, include: ["test/long/*.test.ts"], fileParallelism: false },
});
