import { storeSuite } from "@coincoin/testing";
import { describe, expect, it } from "vitest";
import { sqliteFactory } from "./sqlite-bench.ts";

storeSuite({ describe, it, expect }, sqliteFactory);
