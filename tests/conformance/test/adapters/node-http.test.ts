import { createServer } from "node:http";
import { CoinCoin } from "@coincoin/core";
import { toNodeMiddleware } from "@coincoin/core/node";
import { adapterSuite } from "@coincoin/testing";
import { describe, expect, it } from "vitest";
import { closeServer, listen } from "./listen.ts";

adapterSuite(
  { describe, expect, it },
  {
    name: "bare node:http",
    hasBodyParser: false,
    async mount({ options, resolveOrder }) {
      const coincoin = new CoinCoin(options);
      const server = createServer(toNodeMiddleware(coincoin, { basePath: "/pay/coincoin", resolveOrder }));
      return {
        url: `${await listen(server)}/pay/coincoin`,
        coincoin,
        close: () => closeServer(server, coincoin),
      };
    },
  },
);
