import { createServer } from "node:http";
import { CoinCoin } from "@coincoin/core";
import { toNodeMiddleware } from "@coincoin/core/node";
import { adapterSuite } from "@coincoin/testing";
import Koa from "koa";
import { describe, expect, it } from "vitest";
import { closeServer, listen } from "./listen.ts";

adapterSuite(
  { describe, expect, it },
  {
    name: "Koa",
    hasBodyParser: false,
    async mount({ options, resolveOrder }) {
      const coincoin = new CoinCoin(options);
      const handle = toNodeMiddleware(coincoin, { basePath: "/coincoin", resolveOrder });
      const app = new Koa();
      // Koa writes each connection that breaks to the console.
      app.silent = true;
      app.use(async (context, next) => {
        if (!context.path.startsWith("/coincoin/")) return next();
        context.respond = false;
        handle(context.req, context.res);
      });
      const server = createServer(app.callback());
      return {
        url: `${await listen(server)}/coincoin`,
        coincoin,
        close: () => closeServer(server, coincoin),
      };
    },
  },
);
