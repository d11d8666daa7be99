import type { Sandbox } from "../sandbox.ts";
export interface Fragment {
    readonly key: string;
    readonly html: string;
}
/** The parts of the page that change, each under a key; newest first. */
export declare function fragments(sandbox: Sandbox): Fragment[];
export declare function renderPage(sandbox: Sandbox): string;
