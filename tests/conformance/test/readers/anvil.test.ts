import { describe, expect, it } from "vitest";
import { readerSuite } from "../../src/reader-suite/reader-suite.ts";
import { anvilWorld } from "../../src/reader-worlds/anvil.ts";

for (const network of ["ethereum", "bsc", "tron"] as const)
  readerSuite({ describe, it, expect }, anvilWorld(network));
