import { memoryStore } from "@coincoin/core";
import { storeSuite } from "@coincoin/testing";
import { describe, expect, it } from "vitest";

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
