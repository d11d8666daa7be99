// What "@coincoin/desk" offers. Written by scripts/api.ts.
export declare function coincoinDesk<Request extends IncomingMessage = IncomingMessage>(coincoin: CoinCoin, options: DeskOptions<Request>): NodeMiddleware<Request>;
export type { Authorize, DeskOptions };
import { CoinCoin } from "@coincoin/core";
import { IncomingMessage } from "node:http";
import { NodeMiddleware } from "@coincoin/core/node";
interface DeskOptions<Original> {
  readonly authorize: Authorize<Original>;
  readonly path?: string | undefined;
  readonly loginUrl?: string | undefined;
}
type Authorize<Original> = {
  authorize(request: Original): string | null | Promise<string | null>;
}["authorize"];
