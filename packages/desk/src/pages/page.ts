import type { CoinCoin } from "@coincoin/core";
import type { Html } from "../html.ts";
import type { Frame } from "../layout.ts";

export interface Asked {
  readonly coincoin: CoinCoin;
  readonly frame: Frame;
  readonly query: URLSearchParams;
  /** What follows the page's name: an order's payment id, an item's id. */
  readonly id: string | undefined;
}

export interface Shown {
  readonly title: string;
  readonly content: Html;
}

export type DeskPage = (asked: Asked) => Promise<Shown>;
