import type { AttentionItem, DeliveryRecord, InboxEntry } from "@coincoin/core";
import type { World } from "./world.ts";

/** What a run left behind. */
export interface Ending {
  readonly world: World;
  readonly attention: readonly AttentionItem[];
  readonly deliveries: readonly DeliveryRecord[];
  readonly inbox: readonly InboxEntry[];
}
