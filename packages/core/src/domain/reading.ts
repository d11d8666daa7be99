import type { Notification } from "./notification.ts";
import type { StateMeaning } from "./state.ts";

/** A notification as this merchant reads it. */
export interface Reading {
  readonly notification: Notification;
  /** What the notification's code means to this merchant. It labels; it never decides whether an order is paid. */
  readonly meaning: StateMeaning;
  /** Whether the notification confirms the amounts that it carries. */
  readonly confirms: boolean;
  /** When it came, ISO 8601. It may be taken in later than it came, and in another order. */
  readonly at: string;
  /** A person takes back what they had entered: what this says replaces what is known, also where that is more. */
  readonly corrects?: boolean;
  /** Who says that the gateway's word has to do for this order, whatever the chain shows. */
  readonly overridesChain?: string;
}
