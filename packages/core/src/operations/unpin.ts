import type { SignaturePin } from "../domain/app-facts.ts";
import type { Logger } from "../lib/logger.ts";
import type { Store } from "../store/store.ts";
import { readBy } from "./person.ts";

export interface UnpinDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly logger: Logger;
}

/**
 * Takes back that the gateway was seen to sign. Null: it was not.
 * @throws CoinCoinError `request_invalid` without `by`, and what the store throws
 */
export async function unpin(
  { appId, store: opened, logger }: UnpinDependencies,
  request: { readonly by: string },
): Promise<SignaturePin | null> {
  const by = readBy(request.by, "unpinSignature");
  const store = await opened();
  // No order is called "": only what is known of the app is read.
  const { app } = await store.read({ appId, reference: "" });
  if (app.pin === null) return null;
  await store.commit({ appId, app: { pin: null } });
  logger.warn(
    { by, ...app.pin },
    "a person took back that CoinCoin signs its webhooks: unsigned ones are applied again, until a signed one comes",
  );
  return app.pin;
}
