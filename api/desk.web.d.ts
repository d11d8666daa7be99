// What "@coincoin/desk/web" offers. Written by scripts/api.ts.
export declare function coincoinDeskHandler(coincoin: CoinCoin, options: DeskOptions<Request>): (request: Request) => Promise<Response>;
export {};
import { CoinCoin } from "@coincoin/core";
interface DeskOptions<Original> {
  readonly authorize: Authorize<Original>;
  readonly path?: string | undefined;
  readonly loginUrl?: string | undefined;
}
type Authorize<Original> = {
  authorize(request: Original): string | null | Promise<string | null>;
}["authorize"];
