import "reflect-metadata";
import { adapterSuite } from "@coincoin/testing";
import { HttpException, ValidationPipe, VersioningType } from "@nestjs/common";
import { describe, expect, it } from "vitest";
import { mountOn, type Platform } from "./mount.ts";

const runner = { describe, expect, it };

interface AnyResponse {
  status(code: number): { json(value: object): unknown };
}

const plain: readonly [Platform, "forRoot" | "forRootAsync"][] = [
  ["express", "forRoot"],
  ["fastify", "forRootAsync"],
];

/** Nest 11 matches paths for Fastify itself, and finds nothing where they cannot be decoded. */
function malformedPath(platform: Platform): 400 | 404 {
  return platform === "fastify" && process.env["NEST"] === "11" ? 404 : 400;
}

for (const [platform, way] of plain) {
  adapterSuite(runner, {
    name: `Nest on ${platform}, ${way}`,
    hasBodyParser: true,
    malformedPath: malformedPath(platform),
    mount: (setup) => mountOn(platform, way, setup),
  });
}

adapterSuite(runner, {
  name: "Nest on express with a global prefix, versions, a strict validation pipe, a guard that refuses and a filter",
  hasBodyParser: true,
  mount: (setup) =>
    mountOn("express", "forRootAsync", setup, (app) => {
      app.setGlobalPrefix("api");
      app.enableVersioning({ type: VersioningType.URI });
      app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
      app.useGlobalGuards({ canActivate: () => false });
      app.useGlobalInterceptors({
        intercept: () => {
          throw new Error("no route of ours passes here");
        },
      });
      app.useGlobalFilters({
        catch: (error: unknown, host) => {
          const status = error instanceof HttpException ? error.getStatus() : 500;
          host.switchToHttp().getResponse<AnyResponse>().status(status).json({ message: "filtered" });
        },
      });
    }),
});

adapterSuite(runner, {
  name: "Nest on fastify with a global prefix, versions and a guard that refuses",
  hasBodyParser: true,
  malformedPath: malformedPath("fastify"),
  mount: (setup) =>
    mountOn("fastify", "forRoot", setup, (app) => {
      app.setGlobalPrefix("api");
      app.enableVersioning({ type: VersioningType.URI });
      app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
      app.useGlobalGuards({ canActivate: () => false });
    }),
});
