import type { Delivery } from "../../engine/outbox.ts";
import { type Html } from "./html.ts";
export declare function renderDelivery(delivery: Delivery): Html;
