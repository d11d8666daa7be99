import { createHmac } from "node:crypto";
import type { Reading, SigningInput } from "./reading.ts";

const SILENT = "The document signs requests to CoinCoin; of webhooks it says nothing.";

function signing(
  name: string,
  summary: string,
  allowedBy: string,
  rest: { hash?: "sha1" | "sha256"; encoding?: "hex" | "base64"; text?: Text; timespan?: Timespan },
): Reading {
  const { hash = "sha1", encoding = "hex", text = documentedText, timespan = milliseconds } = rest;
  return {
    name,
    summary,
    allowedBy,
    sign(input) {
      const stamp = timespan(input.atMs);
      const sign = createHmac(hash, input.secretKey).update(text(input, stamp)).digest(encoding);
      return { timespan: stamp, sign };
    },
  };
}

type Text = (input: SigningInput, timespan: string) => string;
type Timespan = (atMs: number) => string;

const documentedText: Text = ({ appId }, timespan) => `${appId}:${timespan}`;
const milliseconds: Timespan = (atMs) => String(atMs).padStart(13, "0");

/** Other ways to sign a webhook, and to sign none. */
export const signatureReadings: readonly Reading[] = [
  signing("signs-body", "Webhooks are signed over their body.", SILENT, { text: ({ body }) => body }),
  signing(
    "signs-other-text",
    "What is signed has no colon between app id and time.",
    'hmac_sha1(”$CC-APP-ID:CC-TIMESPAN",”secret key”): the signed text is shown with a dollar sign and mixed quotes.',
    { text: ({ appId }, timespan) => `${appId}${timespan}` },
  ),
  signing(
    "signs-base64",
    "Signatures are written in base64.",
    "“The HMAC_SHA1 encoded signature”: the encoding is named in an example of code alone.",
    { encoding: "base64" },
  ),
  signing("signs-sha256", "Webhooks are signed with HMAC-SHA256.", SILENT, { hash: "sha256" }),
  signing(
    "signs-seconds",
    "The time of a signature is in seconds.",
    "“The timestamp of your request(13bit)” speaks of requests to CoinCoin; webhooks are not spoken of.",
    { timespan: (atMs) => String(Math.floor(atMs / 1000)) },
  ),
  {
    name: "signs-nothing",
    summary: "Webhooks carry no signature.",
    allowedBy: SILENT,
    isSigned: () => false,
  },
  {
    name: "signs-first-only",
    summary: "The first webhook of an order is signed, the later ones are not.",
    allowedBy: SILENT,
    isSigned: ({ ordinal }) => ordinal === 1,
  },
];
