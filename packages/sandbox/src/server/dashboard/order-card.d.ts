import type { SandboxOrder } from "../../engine/order.ts";
import { type Html } from "./html.ts";
export declare function renderOrder(order: SandboxOrder): Html;
/** A button that posts a JSON body to a control. */
export declare function button(path: string, label: string, body: Readonly<Record<string, unknown>>, kind?: string): Html;
