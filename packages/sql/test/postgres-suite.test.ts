import { storeSuite } from "@coincoin/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresFactory, startServer, stopServer } from "./postgres-bench.ts";

beforeAll(startServer, 60_000);
afterAll(stopServer);

storeSuite({ describe, it, expect }, postgresFactory);
