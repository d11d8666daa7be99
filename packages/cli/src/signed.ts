import { sign } from "@coincoin/core";

/** Headers as CoinCoin sends them: the time is part of the signature. */
export function signedHeaders({
  appId,
  secretKey,
}: {
  appId: string;
  secretKey: string;
}): Record<string, string> {
  const timestamp = String(Date.now());
  return {
    "content-type": "application/json",
    "cc-app-id": appId,
    "cc-timespan": timestamp,
    "cc-sign": sign({ appId, timestamp, secretKey }),
  };
}
