import { storeSuite } from "@coincoin/conformance";
import { describe, expect, it } from "vitest";
import { sqliteFactory } from "./sqlite-bench.ts";

storeSuite({ describe, it, expect }, sqliteFactory);
