import { createServer } from "node:http";
import { CoinCoin } from "@coincoin/core";
import { toWebHandler } from "@coincoin/core/web";
import { adapterSuite } from "@coincoin/testing";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { closeServer, listen } from "./listen.ts";

adapterSuite(
  { describe, expect, it },
  {
    name: "toWebHandler behind Hono",
    hasBodyParser: false,
    async mount({ options, resolveOrder }) {
      const coincoin = new CoinCoin(options);
      const handle = toWebHandler(coincoin, { basePath: "/coincoin", resolveOrder });
      const app = new Hono();
      app.all("/coincoin/*", (context) => handle(context.req.raw));
      const server = createServer(getRequestListener(app.fetch));
      return {
        url: `${await listen(server)}/coincoin`,
        coincoin,
        close: () => closeServer(server, coincoin),
      };
    },
  },
);
