import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { readPlan } from "./plan.ts";

const plan = readPlan();
const conditions = ["coincoin-source", "node"];
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Runs tests of a package with modules of it replaced. */
export default defineConfig({
  root: plan.root,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  plugins: [
    {
      name: "coincoin-mutants",
      enforce: "pre",
      load: (id) => (Object.hasOwn(plan.sources, id) ? plan.sources[id] : undefined),
    },
  ],
  test: {
    include: [...plan.tests],
    setupFiles: [path("setup.ts")],
    runner: path("runner.ts"),
    // A module that was kept from an earlier run would hold the mutants of that run.
    fsModuleCache: false,
    pool: "forks",
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ["dot"],
    bail: 1,
  },
});
