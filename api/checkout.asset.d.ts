// What "@coincoin/checkout/asset" offers. Written by scripts/api.ts.
export declare const checkoutScript: CheckoutAsset;
export declare function checkoutAsset(fileName: string): CheckoutAsset | undefined;
export interface CheckoutAsset {
  body: string;
  etag: string;
  hash: string;
  contentType: string;
}
