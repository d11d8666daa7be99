import type { IncomingMessage, ServerResponse } from "node:http";
export declare const MAX_BODY_BYTES: number;
/** An answer of the control API or the dashboard. */
export interface Answer {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: string;
}
export declare function json(status: number, value: unknown): Answer;
export declare function problem(status: number, code: string, message: string): Answer;
/** Reads a whole body; `undefined` when it is larger than `MAX_BODY_BYTES`. */
export declare function readBody(request: IncomingMessage): Promise<string | undefined>;
export declare function write(response: ServerResponse, answer: Answer): void;
/** Headers with one value each; repeated ones joined, as `fetch` does. */
export declare function flatHeaders(request: IncomingMessage): Record<string, string | undefined>;
