import { describe, expect, it } from "vitest";
import { noAppFacts } from "../../src/domain/app-facts.ts";
import type { Proofs } from "../../src/domain/notification.ts";
import { betterProofs, doubtOf, type TrustPolicy } from "../../src/domain/trust.ts";

const LIVE = "v2.aaaaaaaa";
const DEAD = "v1.bbbbbbbb";
const pinned = { ...noAppFacts, pin: { since: "2026-01-01T00:00:00.000Z", paymentId: "payment_1" } };

function policy(signature: TrustPolicy["signature"], tokens: readonly string[] | undefined = [LIVE]) {
  return { signature, tokens };
}

function proofs(signature: Proofs["signature"], token: string | null = LIVE): Proofs {
  return { token, signature };
}

const believed = undefined;

describe("whether a notification is believed", () => {
  it.each([
    // signature, when-present, when-present and pinned, required, off
    ["valid", believed, believed, believed, believed],
    ["stale", believed, believed, believed, believed],
    ["expired", "signature_expired", "signature_expired", "signature_expired", believed],
    ["unknown", "signature_unknown", "signature_unknown", "signature_unknown", believed],
    ["incomplete", believed, "signature_incomplete", "signature_incomplete", believed],
    ["absent", believed, "signature_absent", "signature_absent", believed],
    ["ignored", believed, "signature_absent", "signature_absent", believed],
  ] as const)("with a live token and a signature that is %s", (signature, free, pin, required, off) => {
    expect(doubtOf(proofs(signature), policy("when-present"), noAppFacts)).toBe(free);
    expect(doubtOf(proofs(signature), policy("when-present"), pinned)).toBe(pin);
    expect(doubtOf(proofs(signature), policy("required"), noAppFacts)).toBe(required);
    expect(doubtOf(proofs(signature), policy("off"), pinned)).toBe(off);
  });

  it.each(["valid", "stale", "absent", "ignored"] as const)(
    "not with a token that is dead by now, whatever else it carried (%s)",
    (signature) => {
      for (const token of [DEAD, null]) {
        expect(doubtOf(proofs(signature, token), policy("off"), noAppFacts)).toBe("dead_token");
      }
    },
  );

  it("with a fresh signature alone, where no token is asked for, and with nothing less", () => {
    const alone = { signature: "when-present", tokens: undefined } as const;
    expect(doubtOf(proofs("valid", null), alone, noAppFacts)).toBe(believed);
    expect(doubtOf(proofs("stale", null), alone, noAppFacts)).toBe("signature_expired");
    expect(doubtOf(proofs("absent", LIVE), alone, noAppFacts)).toBe("signature_absent");
  });
});

describe("of two copies of one body", () => {
  const better = (fresh: Proofs, known: Proofs | undefined, app = noAppFacts) =>
    betterProofs(fresh, known, policy("when-present"), app);

  it("a copy without a signature takes nothing away from a signed one", () => {
    expect(better(proofs("absent"), proofs("valid"))).toEqual(proofs("valid"));
    expect(better(proofs("unknown"), proofs("valid"))).toEqual(proofs("valid"));
    expect(better(proofs("absent"), proofs("valid"), pinned)).toEqual(proofs("valid"));
  });

  it("a signed copy replaces what was not, and the latest stands where both are alike", () => {
    expect(better(proofs("valid"), proofs("absent"))).toEqual(proofs("valid"));
    expect(better(proofs("absent"), proofs("incomplete"))).toEqual(proofs("absent"));
    expect(better(proofs("absent"), undefined)).toEqual(proofs("absent"));
  });

  it("what a dead token brought lends nothing to a copy", () => {
    expect(better(proofs("absent"), proofs("valid", DEAD), pinned)).toEqual(proofs("absent"));
  });
});
