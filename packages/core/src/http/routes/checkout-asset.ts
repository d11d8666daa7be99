import { checkoutAsset as assetNamed } from "@coincoin/checkout/asset";
import { readHeader } from "../../lib/headers.ts";
import type { SurfaceReply, SurfaceRequest } from "../message.ts";
import { notFound, reply } from "../reply.ts";
import type { RouteContext } from "../route.ts";

const YEAR_SECONDS = 31_536_000;

/** `GET /checkout.js` and `GET /checkout.<language>.json`: what makes the payment page live. The same for everybody. */
export function checkoutAsset<O>(request: SurfaceRequest<O>, { id = "" }: RouteContext<O>): SurfaceReply {
  const asset = assetNamed(id);
  if (asset === undefined) return notFound();
  const named = new URLSearchParams(request.search).get("v") === asset.hash;
  const headers = {
    "cache-control": named ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache",
    etag: asset.etag,
  };
  const known = readHeader(request.headers, "if-none-match");
  if (known !== undefined && known.replace(/^W\//, "") === asset.etag) return reply(304, headers, "");
  return reply(200, { ...headers, "content-type": asset.contentType }, asset.body);
}
