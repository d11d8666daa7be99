import { type Answer } from "./http.ts";
import type { Sandbox } from "./sandbox.ts";
export interface ControlRequest {
    readonly method: string;
    readonly path: string;
    readonly body: string;
}
export declare function control(sandbox: Sandbox, { method, path, body }: ControlRequest): Promise<Answer>;
