import { execFile } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { CoinCoin } from "@coincoin/core";
import { toWebHandler } from "@coincoin/core/web";
import { adapterSuite } from "@coincoin/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { closeServer, listen } from "./listen.ts";

const dir = join(import.meta.dirname, "..", "next");
interface Next {
  prepare(): Promise<void>;
  getRequestHandler(): RequestListener;
}

// Its types know no default export of an ES module.
const next: (options: { dir: string; dev: boolean }) => Next = createRequire(import.meta.url)("next");

/** Next's own, which has to be built before it is asked. */
let answer: RequestListener;

beforeAll(async () => {
  const bin = join(import.meta.dirname, "..", "node_modules", ".bin", "next");
  await promisify(execFile)(bin, ["build"], {
    cwd: dir,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
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
        mountedCoinCoin: toWebHandler(coincoin, { basePath: "/coincoin", resolveOrder }),
      });
      const server = createServer((request, response) => answer(request, response));
      return {
        url: `${await listen(server)}/coincoin`,
        coincoin,
        close: () => closeServer(server, coincoin),
      };
    },
  },
);
