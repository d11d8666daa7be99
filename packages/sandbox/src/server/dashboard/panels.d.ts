import type { Sandbox } from "../sandbox.ts";
import { type Html } from "./html.ts";
export declare function renderClock(sandbox: Sandbox): Html;
export declare function renderSettings(sandbox: Sandbox): Html;
export declare function renderFaults(sandbox: Sandbox): Html;
