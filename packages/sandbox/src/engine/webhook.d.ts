import type { Coin, Network } from "./coins.ts";
import type { Decimal } from "./decimal.ts";
import { type NameSpelling, type NumberSpelling } from "./json.ts";
/** What one webhook says ("Developer Webhook"), before it is spelled. */
export interface WebhookContent {
    readonly address: string;
    readonly paymentId: string;
    readonly network: Network;
    readonly coin: Coin;
    readonly amount: Decimal;
    readonly collected: ReadonlyMap<Coin, Decimal>;
    readonly state: number;
    readonly numbers: NumberSpelling;
    readonly names: NameSpelling;
}
/** The bytes of a webhook, its fields in the order of the document's example. */
export declare function renderWebhook(content: WebhookContent): string;
export declare function spellName(name: string, spelling: NameSpelling): string;
/** The same webhook about somebody else's address. */
export declare function withTamperedAddress(content: WebhookContent): WebhookContent;
/** The same webhook, claiming that twice what is due came in and was settled. */
export declare function withTamperedAmount(content: WebhookContent, completedState: number): WebhookContent;
/** The documented headers of a signed request, with the time they are signed at (ms). */
export declare function signedHeaders(credentials: {
    readonly appId: string;
    readonly secretKey: string;
}, atMs: number): Record<string, string>;
/** A signature that looks right and is not: its last digit is another one. */
export declare function withTamperedSignature(headers: Record<string, string>): Record<string, string>;
