/** What a control (pay, settle, redeliver, ...) can object to. The HTTP control API answers with the same codes. */
export type SandboxErrorCode = "unknown_order" | "unknown_delivery" | "bad_amount" | "bad_coin" | "bad_state" | "bad_option" | "closed";
/** Thrown by the controls of engine and sandbox. `code` is stable, `message` says the way out. */
export declare class SandboxError extends Error {
    readonly name = "SandboxError";
    readonly code: SandboxErrorCode;
    constructor(code: SandboxErrorCode, message: string);
}
