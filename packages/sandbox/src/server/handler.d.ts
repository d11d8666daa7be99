import type { IncomingMessage, ServerResponse } from "node:http";
import type { CreateOutcome } from "../engine/create-answer.ts";
import type { CreateRequest } from "../engine/create-request.ts";
import type { Sandbox } from "./sandbox.ts";
export interface HandlerOptions {
    readonly sandbox: Sandbox;
    readonly create: (request: CreateRequest) => CreateOutcome;
    readonly allowedHosts: readonly string[];
}
/** Everything the sandbox answers: the gateway's API, the control API, the dashboard. */
export declare function createHandler(options: HandlerOptions): (request: IncomingMessage, response: ServerResponse) => void;
