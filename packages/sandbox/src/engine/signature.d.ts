/** The gateway's signature ("Authentication", 3): hmac_sha1 of "<app id>:<13-digit ms>", in lower-case hex. */
export declare function signatureOf(appId: string, timespan: string, secretKey: string): string;
export declare function isSignatureOf(given: string, appId: string, timespan: string, secretKey: string): boolean;
