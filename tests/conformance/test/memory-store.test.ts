import { memoryStore } from "@coincoin/core";
import { describe, expect, it } from "vitest";
import { storeSuite } from "../src/index.ts";

storeSuite(
  { describe, it, expect },
  {
    name: "memoryStore",
    isDurable: false,
    bench: async () => {
      const store = memoryStore();
      return { open: async () => store, dispose: () => store.close() };
    },
  },
);
