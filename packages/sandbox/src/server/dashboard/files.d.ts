import type { Answer } from "../http.ts";
import type { Sandbox } from "../sandbox.ts";
/** The dashboard's three files. Nothing in them comes from anywhere else. */
export declare function dashboardFile(sandbox: Sandbox, path: string): Answer | undefined;
