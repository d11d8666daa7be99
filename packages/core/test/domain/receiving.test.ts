import { describe, expect, it } from "vitest";
import { refuseAttempt } from "../../src/domain/answer.ts";
import { contradiction } from "../../src/domain/match.ts";
import { addressKey, openUntil } from "../../src/domain/receiving.ts";
import { CoinCoinError } from "../../src/lib/errors.ts";
import { asked, CLOSE, DEADLINE, issued, notification, START, terms } from "./fixtures.ts";
import { Story } from "./story.ts";

const ID = "payment_1";
const story = () => new Story(issued(undefined, ID));
const until = (told: Story) => openUntil(told.order(ID));

describe("an order counts against what the gateway receives for at once", () => {
  it("from its answer until it is covered, with nothing or a part of its amount", () => {
    const told = story();
    expect(until(told)).toBe(DEADLINE);
    told.tell(ID, 0, { usdt: "40" });
    expect(until(told)).toBe(DEADLINE);
    told.tell(ID, 0, { usdt: "100" });
    expect(until(told)).toBeNull();
    told.tell(ID, 0, { usdt: "120" });
    expect(until(told)).toBeNull();
  });

  it("while it is asked for, until its lease ends, and not once it was refused", () => {
    const { purchase, order } = asked(undefined, terms());
    expect(openUntil(order)).toBe("2026-01-01T00:01:00.000Z");
    const refused = refuseAttempt(purchase, order, new CoinCoinError("gateway_refused", "no"), START);
    expect(refused.purchase.attempts.map(openUntil)).toEqual([null]);
  });

  it.each([1, 2, -1])("not any more after the code %i", (state) => {
    const told = story();
    told.tell(ID, state, { usdt: "40" });
    expect(until(told)).toBeNull();
  });

  it("not any more once it has lapsed", () => {
    const told = story();
    told.sweep(CLOSE);
    expect(until(told)).toBeNull();
  });
});

describe("two spellings of one address", () => {
  const EVM = "0x52908400098527886E0F7030069857D2E4169EE7";
  const BECH32 = "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ";
  const TRON = "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE";

  it.each([EVM, BECH32, "LTC1Q0123456789ABC", "TB1Q0123456789ABC", "BCRT1Q0123456789ABC"])(
    "are equal in either case: %s",
    (address) => expect(addressKey(address)).toBe(addressKey(address.toLowerCase())),
  );

  it.each([TRON, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", `${EVM}AA`, `X${EVM}`, `A ${BECH32}`])(
    "are not, where the case means something: %s",
    (address) => {
      expect(addressKey(address)).toBe(address);
      expect(addressKey(address)).not.toBe(addressKey(address.toLowerCase()));
    },
  );

  it("contradict an order only where they differ, and no other field is compared like this", () => {
    const order = { ...story().order(ID), address: EVM, coin: EVM, network: "tron" };
    const said = (rest: Parameters<typeof notification>[3]) =>
      contradiction(order, notification(ID, 0, {}, rest));
    expect(said({})).toBeUndefined();
    expect(said({ address: EVM.toLowerCase(), coin: EVM, network: "tron" })).toBeUndefined();
    expect(said({ address: TRON, network: "another" })).toEqual({
      field: "address",
      ours: EVM,
      theirs: TRON,
    });
    expect(said({ address: EVM, coin: EVM.toLowerCase() })).toMatchObject({ field: "coin" });
    expect(said({ network: "ethereum" })).toEqual({ field: "network", ours: "tron", theirs: "ethereum" });
  });
});
