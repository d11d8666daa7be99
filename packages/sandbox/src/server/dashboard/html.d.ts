/** HTML that is safe as it stands. */
export declare class Html {
    readonly text: string;
    constructor(text: string);
}
type Part = string | number | Html | readonly Html[];
/** Builds HTML; every string put in is escaped. */
export declare function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html;
export declare function escapeHtml(text: string): string;
export {};
