import { type Answer } from "./http.ts";
/**
 * Keeps web pages of other sites away from the controls. A page elsewhere can make a browser send requests here;
 * such requests carry another `Origin`, say so in `Sec-Fetch-Site`, cannot have a JSON content type without asking
 * first, or (DNS rebinding) come with a foreign name in `Host`.
 */
export declare function crossSiteRefusal(method: string, headers: Readonly<Record<string, string | undefined>>, allowedHosts: readonly string[]): Answer | undefined;
export declare function isLoopback(host: string): boolean;
