import { createHash, createHmac } from "node:crypto";
import type { Mismatch, Proofs } from "../domain/notification.ts";
import { type HeaderSource, headerNames, readHeader } from "../lib/headers.ts";
import type { WebhookPolicy } from "./authenticate.ts";

/** A notification is some hundred bytes; a longer body is not tried as what was signed. */
const MAX_BODY = 4_096;

/** Each takes a few ms, and anybody who has the URL can ask for them. */
const SEARCHES_A_SECOND = 10;

/** Finds what may help a person to see why a signature does not fit. Nothing is ever accepted because of it. */
export class MismatchReader {
  readonly #policy: WebhookPolicy;
  #since = Number.NEGATIVE_INFINITY;
  #searches = 0;

  constructor(policy: WebhookPolicy) {
    this.#policy = policy;
  }

  read(
    signature: Proofs["signature"],
    { headers, body, now }: { readonly headers: HeaderSource; readonly body: string; readonly now: number },
  ): Mismatch {
    const stamp = millisecondsIn(readHeader(headers, "cc-timespan"));
    const isSearched = signature === "unknown" && this.#maySearch(now);
    return {
      headers: headerNames(headers),
      fits: isSearched ? fittingVariant(this.#policy, headers, body) : null,
      secondsOff: stamp === undefined ? null : Math.round((now - stamp) / 1000),
    };
  }

  #maySearch(now: number): boolean {
    if (Math.abs(now - this.#since) >= 1_000) {
      this.#since = now;
      this.#searches = 0;
    }
    this.#searches += 1;
    return this.#searches <= SEARCHES_A_SECOND;
  }
}

function fittingVariant(policy: WebhookPolicy, headers: HeaderSource, body: string): string | null {
  const given = (readHeader(headers, "cc-sign") ?? "").trim().replace(/^(?:hmac-)?sha\d+=/i, "");
  const appId = readHeader(headers, "cc-app-id") ?? "";
  const stamp = readHeader(headers, "cc-timespan") ?? "";
  for (const text of textsSigned(policy.appId, appId, stamp, body)) {
    for (const key of policy.secretKeys) {
      for (const digest of digests(text, key)) {
        const encoding = encodingOf(given, digest.bytes);
        if (encoding === undefined) continue;
        const differences = [text.what, digest.what, encoding].filter((difference) => difference !== "");
        return differences.length === 0 ? "white space or a prefix around it" : differences.join(", ");
      }
    }
  }
  return null;
}

interface Variant {
  readonly signed: string;
  /** How it differs from what the document describes; "" where it does not. */
  readonly what: string;
  readonly hasBody?: true;
}

function textsSigned(ours: string, appId: string, stamp: string, body: string): readonly Variant[] {
  const stamps: Variant[] = [
    ...(/^\d{10}$/.test(stamp) ? [] : [{ signed: stamp, what: "" }]),
    ...(/^\d{13}$/.test(stamp) ? [{ signed: stamp.slice(0, 10), what: "its time in seconds" }] : []),
    ...(/^\d{10}$/.test(stamp)
      ? [
          { signed: stamp, what: "its time in seconds" },
          { signed: `${stamp}000`, what: "its header in seconds" },
        ]
      : []),
  ];
  const apps: Variant[] = [
    ...(appId === ours ? [] : [{ signed: appId, what: "another app id than ours" }]),
    { signed: ours, what: appId === ours ? "" : "our app id signed, another in the header" },
  ];
  const heads = apps.flatMap((app) =>
    stamps.flatMap(({ signed: at, what }) =>
      [
        { signed: `${app.signed}:${at}`, what: "" },
        { signed: `${app.signed}${at}`, what: "no colon between app id and time" },
        { signed: `${at}:${app.signed}`, what: "time before app id" },
        { signed: `${at}${app.signed}`, what: "time before app id, no colon" },
        { signed: at, what: "the time alone signed" },
        { signed: app.signed, what: "the app id alone signed" },
      ].map((each) => ({ signed: each.signed, what: joined(app.what, what, each.what) })),
    ),
  );
  if (body.length > MAX_BODY) return heads;
  const bodies: Variant[] = [
    { signed: body, what: "the body signed" },
    ...heads.slice(0, 6).flatMap(({ signed, what }) =>
      [`${signed}:${body}`, `${signed}${body}`, `${signed}.${body}`, `${body}${signed}`].map((text) => ({
        signed: text,
        what: joined("the body signed as well", what),
      })),
    ),
  ];
  return [...heads, ...bodies.map((each) => ({ ...each, hasBody: true as const }))];
}

interface Digest {
  readonly bytes: Buffer;
  readonly what: string;
}

/** Each costs time, and anybody who has the URL can ask for all of them: for a body the likeliest alone. */
function digests({ signed, hasBody }: Variant, key: string): readonly Digest[] {
  return ["sha1", "sha256", "sha512", "md5"].flatMap((algorithm) => {
    const upper = algorithm.toUpperCase();
    const what = algorithm === "sha1" ? "" : `HMAC-${upper} in place of HMAC-SHA1`;
    const documented = { bytes: createHmac(algorithm, key).update(signed).digest(), what };
    if (hasBody === true) return [documented];
    const hash = (text: string) => createHash(algorithm).update(text).digest();
    const exchanged = createHmac(algorithm, signed).update(key).digest();
    return [
      documented,
      // The document's own helper takes text before key, which invites the mistake.
      { bytes: exchanged, what: joined(what, "text and key exchanged") },
      { bytes: hash(`${signed}${key}`), what: `${upper} without HMAC, the key at the end` },
      { bytes: hash(`${key}${signed}`), what: `${upper} without HMAC, the key in front` },
    ];
  });
}

/** How these bytes were written; "" for hex, undefined where the text is none of them. */
function encodingOf(given: string, bytes: Buffer): string | undefined {
  if (given.toLowerCase() === bytes.toString("hex")) return "";
  const plain = given.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  return plain === bytes.toString("base64").replace(/=+$/, "") ? "base64 in place of hex" : undefined;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(", ");
}

function millisecondsIn(stamp: string | undefined): number | undefined {
  if (stamp === undefined || !/^\d{10}(?:\d{3})?$/.test(stamp)) return undefined;
  return stamp.length === 10 ? Number(stamp) * 1000 : Number(stamp);
}
