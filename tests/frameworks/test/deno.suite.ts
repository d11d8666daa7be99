import { describe, it } from "node:test";
import { CoinCoin } from "@coincoin/core";
import { toWebHandler } from "@coincoin/core/web";
import { adapterSuite } from "@coincoin/testing";
import { expect } from "expect";

adapterSuite(
  { describe, expect, it: (title, body) => it(title, () => body()) },
  {
    name: "toWebHandler behind Deno.serve",
    hasBodyParser: false,
    async mount({ options, resolveOrder }) {
      const coincoin = new CoinCoin(options);
      const handler = toWebHandler(coincoin, { basePath: "/coincoin", resolveOrder });
      const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, handler);
      return {
        url: `http://127.0.0.1:${server.addr.port}/coincoin`,
        coincoin,
        close: async () => {
          await coincoin.close();
          await server.shutdown();
        },
      };
    },
  },
);
