import { describe, expect, it } from "vitest";
import { readerSuite } from "../../src/reader-suite/reader-suite.ts";
import { sandboxWorld } from "../../src/reader-worlds/sandbox.ts";

for (const network of ["tron", "ethereum", "bsc", "bitcoin"] as const) {
  readerSuite({ describe, it, expect }, sandboxWorld(network));
}
