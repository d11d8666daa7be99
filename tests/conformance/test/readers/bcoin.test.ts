import { describe, expect, it } from "vitest";
import { readerSuite } from "../../src/reader-suite/reader-suite.ts";
import { bcoinWorld } from "../../src/reader-worlds/bcoin.ts";

readerSuite({ describe, it, expect }, bcoinWorld());
