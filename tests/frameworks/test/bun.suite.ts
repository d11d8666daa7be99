import { describe, expect, it } from "bun:test";
import { CoinCoin } from "@coincoin/core";
import { toWebHandler } from "@coincoin/core/web";
import { adapterSuite } from "@coincoin/testing";

adapterSuite(
  { describe, expect, it },
  {
    name: "toWebHandler behind Bun.serve",
    hasBodyParser: false,
    async mount({ options, resolveOrder }) {
      const coincoin = new CoinCoin(options);
      const fetch = toWebHandler(coincoin, { basePath: "/coincoin", resolveOrder });
      const server = Bun.serve({ hostname: "127.0.0.1", port: 0, idleTimeout: 0, fetch });
      return {
        url: `http://127.0.0.1:${server.port}/coincoin`,
        coincoin,
        close: async () => {
          await coincoin.close();
          await server.stop(true);
        },
      };
    },
  },
);
