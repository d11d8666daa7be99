import type { ServerResponse } from "node:http";
import type { Sandbox } from "../sandbox.ts";
/** Server-sent events for the dashboard: at every change, the parts of the page that are new. */
export declare function openEvents(sandbox: Sandbox, response: ServerResponse): void;
