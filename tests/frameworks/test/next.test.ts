import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { adapterSuite } from "@coincoin/conformance";
import { CoinCoin } from "@coincoin/core";
import { toWebHandler } from "@coincoin/core/web";
import next from "next";
import { beforeAll, describe, expect, it } from "vitest";
import { closeServer, listen } from "./listen.ts";

const dir = join(import.meta.dirname, "..", "next");
/** Next's own, which has to be built before it is asked. */
let answer: ReturnType<ReturnType<typeof next>["getRequestHandler"]>;

beforeAll(async () => {
  const bin = join(import.meta.dirname, "..", "node_modules", ".bin", "next");
  await promisify(execFile)(bin, ["build"], { cwd: dir, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
  const app = next({ dir, dev: false });
  await app.prepare();
  answer = app.getRequestHandler();
}, 240_000);

adapterSuite(
  { describe, expect, it },
  {
    name: "Next, App Router",
    hasBodyParser: false,
    malformedPath: 500,
    redirectsSlashes: true,
    async mount({ options, resolveOrder }) {
      const coincoin = new CoinCoin(options);
      Object.assign(globalThis, {
        coincoinOfTheSuite: toWebHandler(coincoin, { basePath: "/coincoin", resolveOrder }),
      });
      const server = createServer((request, response) => void answer(request, response));
      return {
        url: `${await listen(server)}/coincoin`,
        coincoin,
        close: () => closeServer(server, coincoin),
      };
    },
  },
);
