import { CoinCoin } from "@coincoin/core";
import { toNodeMiddleware } from "@coincoin/core/node";
import { adapterSuite } from "@coincoin/testing";
import fastify from "fastify";
import { describe, expect, it } from "vitest";

adapterSuite(
  { describe, expect, it },
  {
    name: "Fastify",
    hasBodyParser: false,
    async mount({ options, resolveOrder }) {
      const coincoin = new CoinCoin(options);
      const handle = toNodeMiddleware(coincoin, { basePath: "/coincoin", resolveOrder });
      const app = fastify();
      // In a plugin of its own, so that the shop's other routes keep Fastify's parsers.
      app.register(async (routes) => {
        routes.removeAllContentTypeParsers();
        routes.addContentTypeParser("*", (_request, _payload, done) => done(null));
        routes.all("/coincoin/*", (request, reply) => {
          reply.hijack();
          handle(request.raw, reply.raw);
        });
      });
      const url = await app.listen({ host: "127.0.0.1", port: 0 });
      return {
        url: `${url}/coincoin`,
        coincoin,
        close: async () => {
          await coincoin.close();
          app.server.closeAllConnections();
          await app.close();
        },
      };
    },
  },
);
