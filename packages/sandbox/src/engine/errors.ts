/** What a control (pay, settle, redeliver, ...) can object to. The HTTP control API answers with the same codes. */
export type SandboxErrorCode =
  | "unknown_order"
  | "unknown_delivery"
  | "bad_amount"
  | "bad_coin"
  | "bad_state"
  | "bad_option"
  | "closed";

/** Thrown by the controls of engine and sandbox. `code` is stable, `message` says the way out. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
  readonly code: SandboxErrorCode;

  constructor(code: SandboxErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
