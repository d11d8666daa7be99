import type { ChainReader } from "../domain/chain-reader.ts";
import type { StateCodes } from "../domain/state.ts";
import type { AcceptFunction } from "../gateway/accept.ts";
import type { Spool } from "../intake/spool.ts";
import type { Environment } from "../lib/environment.ts";
import type { Logger } from "../lib/logger.ts";
import type { Store } from "../store/store.ts";

/** How CoinCoin is used. Every option has a default except app id and secret key. Unknown names are refused. */
export interface CoinCoinOptions {
  /** The APIKey of your account at CoinCoin. Default: COINCOIN_APP_ID. */
  readonly appId?: string | undefined;
  /**
   * The SecretKey of your account; while it is being replaced `[current, previous]`: the first signs, both are good.
   * Default: COINCOIN_SECRET_KEY, two of them with a comma in between.
   */
  readonly secretKey?: string | readonly [string] | readonly [string, string] | undefined;
  /** Root of the gateway's API. HTTPS, or HTTP on this machine. Default: COINCOIN_API_URL, else `https://api.coin2.cc/v1`. */
  readonly apiUrl?: string | undefined;
  /**
   * Payment pages say in a band that no money is to be sent, and lead to no explorer: a sandbox's addresses look like real ones, and what is
   * sent to them is gone. Default: true unless `apiUrl` is at CoinCoin's own host. False for a proxy of yours in front of it.
   */
  readonly testMode?: boolean | undefined;
  /**
   * Where customers and CoinCoin reach the mounted router, like `https://shop.example/coincoin`. HTTPS, or HTTP on this machine.
   * Never guessed from a request. Default: COINCOIN_PUBLIC_URL; without it, links and the webhook's URL cannot be made.
   */
  readonly publicUrl?: string | undefined;
  /** Where the merchant's people look after payments, like `https://shop.example/admin/payments`: what they are sent links there. Default: no link. */
  readonly deskUrl?: string | undefined;
  /**
   * Hosts other than this machine that `apiUrl` and `publicUrl` may name with plain HTTP, such as a sandbox in a compose network or
   * this machine's address in your LAN: `["sandbox", "192.168.1.20"]`. Anyone in between can read and change everything, so never
   * the gateway's own. Default: none.
   */
  readonly plainHttpHosts?: readonly string[] | undefined;
  /** Where orders are kept. Default: memory, which a restart empties; refused with `NODE_ENV=production`. */
  readonly store?: Store | undefined;
  /**
   * Which terms of the gateway a customer may be shown: a list, or a function of the terms for coins whose rate moves. Default:
   * USDT on any network, 0.95 to 1.05 of it for 1 of price.
   */
  readonly accept?: readonly AcceptOption[] | AcceptFunction | undefined;
  /** Other names that the gateway uses for networks and coins, where the built-in ones (`trc20`, `usdt_erc20` …) do not do. */
  readonly names?: NamesOption | undefined;
  /**
   * How state codes 1 and 2 are read, for the gateway's document has two tables: `status-table` (1 completed, 2 settling) or
   * `response-table` (1 settling, 2 completed). Whether an order is paid is the same under both. Default `status-table`.
   */
  readonly stateCodes?: StateCodes | undefined;
  /**
   * What makes an amount sure: `code` (a webhook with code 1 or 2, as the gateway's document describes) or `amount` (that it was
   * notified, also under code 0: for an account whose webhooks never carry these codes). Default `code`.
   */
  readonly confirmedBy?: "code" | "amount" | undefined;
  /** Share of the amount that may be missing and still count as full, as a decimal: "0.005" is 0.5%. "0" to "0.1". Default "0". */
  readonly underpaymentTolerance?: string | undefined;
  /**
   * Hours an order waits for money when its request does not say. 1 to 48. Default 3. An order that nobody pays counts against
   * `limits.openOrders` for so long: 500 at once are 4,000 a day at 3 hours, and 500 a day at 24.
   */
  readonly expiresInHours?: number | undefined;
  readonly webhook?: WebhookOptions | undefined;
  readonly limits?: LimitOptions | undefined;
  /** `background`: this process hands events to handlers. `manual`: only `deliverDue()` does, for serverless. Default `background`. */
  readonly delivery?: DeliveryMode | DeliveryOptions | undefined;
  /**
   * Where notifications wait while the store is out of order: a folder, a spool of your own, or `false` for none (CoinCoin then
   * gets a 503, and it does not promise to send again). Default: the folder the store names, if it does.
   */
  readonly spool?: string | false | Spool | undefined;
  readonly gateway?: GatewayOptions | undefined;
  /** An independent look at the addresses of orders, with readers of `@coincoin/chain`. Default: none. */
  readonly chain?: ChainOptions | undefined;
  readonly patience?: PatienceOptions | undefined;
  /** Of pino's shape. Default: warnings and errors, a line of JSON each, on standard error. */
  readonly logger?: Logger | undefined;
  /** Time, waiting, randomness and HTTP, where they are not to be the system's. */
  readonly environment?: Partial<Environment> | undefined;
}

export interface AcceptOption {
  /** "usdt", "eth". Case does not matter. */
  readonly coin: string;
  /** "tron", "ethereum". Case does not matter. Default: any. */
  readonly network?: string | undefined;
  /** The least and the most that `amount / price` may be, as decimals. Default "0.95" to "1.05". */
  readonly ratio?: { readonly min: string; readonly max: string } | undefined;
}

export interface NamesOption {
  /** Their name to the usual one: `{ "tron-main": "tron" }`. Case, spaces, `_`, `-`, `.` and brackets do not matter. */
  readonly networks?: Readonly<Record<string, string>> | undefined;
  /** The same for coins: `{ dollar: "usdt" }`, or `{ "dollar-t": { coin: "usdt", network: "tron" } }`. */
  readonly coins?:
    | Readonly<Record<string, string | { readonly coin: string; readonly network: string }>>
    | undefined;
}

export interface WebhookOptions {
  /** Whether the webhook's URL has to hold a secret token. Default `required`. `off` asks for a valid signature instead. */
  readonly token?: "required" | "off" | undefined;
  /** Another number makes another token, for when one leaked; both of `[new, old]` are good. 1 or more. Default 1. */
  readonly tokenVersion?: number | readonly [number] | readonly [number, number] | undefined;
  /**
   * With a right token nothing is refused: what is not believed is held for a person. `when-present`: a signature that does not
   * fit is held, and once a signed notification was applied to an order, so are those without. `required`: all without are held.
   * `off`: not looked at. Default `when-present`.
   */
  readonly signature?: "when-present" | "required" | "off" | undefined;
  /**
   * How far, in seconds, a signature's time may be from ours, on either side, for it to be fresh. Beside a right token one of a
   * day at most is as good, and is warned of; without a token only a fresh one counts. More than 0, at most 86,400. Default 300.
   */
  readonly toleranceSeconds?: number | undefined;
}

export interface LimitOptions {
  /**
   * Open orders of one reference, with those that were asked for in the last ten minutes. Beyond it there is one every ten minutes, until
   * some are over; and no more than ten times as many in all. Default 20.
   */
  readonly attempts?: number | undefined;
  /**
   * Notifications kept for orders that are not known (yet); and as many each that are held or in conflict. Ten times as many
   * where they are signed. A person who resolves an item frees its place, and so does age. Default 1,000.
   */
  readonly parked?: number | undefined;
  /**
   * Orders receiving at once, until the gateway's own deadline. At this number the gateway is asked before a customer is refused, so it
   * need not be exact. Gateway's document: 500, more on request. Default 500.
   */
  readonly openOrders?: number | undefined;
  /** Open orders of one `customer` (see `createOrder`); orders without one are not counted. Default 5. */
  readonly openOrdersPerCustomer?: number | undefined;
  /** Requests to the gateway in a UTC day, counted in the store. Gateway's document: 100,000, more on request. Default 100,000. */
  readonly requestsPerDay?: number | undefined;
  /** Bytes of a request's body. Default 65,536. */
  readonly bodyBytes?: number | undefined;
  /** How long a request's body may take to arrive, in ms. Default 10,000. */
  readonly bodyTimeoutMs?: number | undefined;
  /** Event streams open at once; 0 for none, where a platform passes replies on only once they are whole: pages then ask every few seconds. Default 1,000. */
  readonly streams?: number | undefined;
  /** How long an event stream lives, in ms; a page that still follows comes back. Default 86,400,000 (a day). */
  readonly streamMs?: number | undefined;
  /** Event streams open at once for one order. Default 8. */
  readonly streamsPerOrder?: number | undefined;
  /** Notifications in the spool. Default 10,000. */
  readonly spooled?: number | undefined;
}

export type DeliveryMode = "background" | "manual";

export interface DeliveryOptions {
  /** Default `background`. */
  readonly mode?: DeliveryMode | undefined;
  /** Events with their handlers at once. Default 8. */
  readonly concurrency?: number | undefined;
  /** How often an event is tried before it becomes a dead letter. Default 20: with the default waits, about 20 hours. */
  readonly maxAttempts?: number | undefined;
  /** A handler that takes longer has failed, in ms. Default 30,000. */
  readonly handlerTimeoutMs?: number | undefined;
  /** How long an event stays with a process that died, in ms. Default 30,000. */
  readonly leaseMs?: number | undefined;
  /** Waits between two tries, full jitter under a ceiling that doubles, in ms. Default 2,000, at most 21,600,000 (6 h). */
  readonly retry?: { readonly baseMs?: number | undefined; readonly maxMs?: number | undefined } | undefined;
  /** How long `close` waits for handlers before it aborts their signals, in ms. Default 10,000. */
  readonly closeTimeoutMs?: number | undefined;
}

export interface ChainOptions {
  /** One reader for each network. Orders of other networks are as without this option. */
  readonly networks: readonly ChainReader[];
  /**
   * Who may say that an order is paid. `gateway`: the chain watches and tells, and decides nothing. `both`: it takes the gateway's word and
   * final transfers. `either`: final transfers alone pay, too, where two hosts show them or the reader is `trusted`. Of orders that
   * are made from now on. Default `gateway`.
   */
  readonly paid?: "gateway" | "both" | "either" | undefined;
  /** From this price on it takes both, whatever `paid` says: a decimal string in the currency of the price. Default: none. */
  readonly bothFrom?: string | undefined;
  /**
   * How many confirmations the customer's page names, by network. For display: what is final says the reader. Default 19 (Tron), 64
   * (Ethereum), 20 (BNB Smart Chain), 6 (Bitcoin).
   */
  readonly confirmations?: Readonly<Record<string, number>> | undefined;
}

export interface GatewayOptions {
  /** How long one request to the gateway may take, in ms. Default 10,000. */
  readonly tryTimeoutMs?: number | undefined;
  /**
   * How long `createOrder` keeps its caller, and with it the customer, waiting, in ms. Then it rejects with `order_busy`; the order
   * goes on being asked for, and the next call with the same reference finds it. Default 2,500.
   */
  readonly waitMs?: number | undefined;
  /** How long an order's creation may take with all tries, in ms. Default 30,000. */
  readonly deadlineMs?: number | undefined;
}

/** How long silence is borne before a person is told. */
export interface PatienceOptions {
  /** How long after an order's latest deadline money is still waited for, in hours. 0 to 168. Default 2. */
  readonly closeGraceHours?: number | undefined;
  /** From the full amount to the end of settlement ("a few minutes - a few hours"), in hours. Default 24. */
  readonly stalledAfterHours?: number | undefined;
  /** From the full amount to its first confirmation, where no order of this account was ever confirmed, in hours. Default 1. */
  readonly unconfirmedAfterHours?: number | undefined;
  /** From asking for an order to knowing whether it was made, in minutes. Default 15. */
  readonly unresolvedAfterMinutes?: number | undefined;
  /** From `order.paid` to a process that has a handler for it, in minutes. Default 15. */
  readonly unhandledAfterMinutes?: number | undefined;
}
