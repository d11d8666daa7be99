import { describe, expect, it } from "vitest";
import { StreamSlots } from "../../src/http/streams.ts";

describe("StreamSlots", () => {
  it("bounds the streams of one order", () => {
    const slots = new StreamSlots({ streams: 10, streamsPerOrder: 2 });
    slots.take("EX100100");
    slots.take("EX100100");
    expect(slots.take("EX100100")).toBeUndefined();
    expect(slots.take("EX100200")).toBeDefined();
  });

  it("bounds the streams of all orders together", () => {
    const slots = new StreamSlots({ streams: 2, streamsPerOrder: 2 });
    slots.take("EX100100");
    slots.take("EX100200");
    expect(slots.take("EX100300")).toBeUndefined();
  });

  it("gives a place back once, however often that is asked for", () => {
    const slots = new StreamSlots({ streams: 2, streamsPerOrder: 1 });
    const release = slots.take("EX100100");
    release?.();
    release?.();
    expect(slots.take("EX100100")).toBeDefined();
    expect(slots.take("EX100200")).toBeDefined();
    expect(slots.take("EX100300")).toBeUndefined();
  });
});
