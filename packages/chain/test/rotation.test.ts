import { describe, expect, it } from "vitest";
import { ChainError, type ChainErrorCode } from "../src/errors.ts";
import type { Host } from "../src/provider/host.ts";
import { Rotation } from "../src/provider/rotation.ts";

interface Source {
  readonly host: Host;
}

function source(name: string): Source {
  const host: Host = {
    name,
    request: async () => ({ status: 200, text: "", retryAfterMs: undefined }),
    error: (code, what) => new ChainError(code, what, { provider: name }),
  };
  return { host };
}

function bench() {
  let now = 0;
  const failures = new Map<string, ChainError>();
  const asked: string[] = [];
  const rotation = new Rotation([source("a"), source("b")], () => now);
  return {
    asked,
    fail: (name: string, code: ChainErrorCode, retryAfterMs?: number) =>
      failures.set(name, new ChainError(code, `${name} ${code}`, { provider: name, retryAfterMs })),
    mend: (name: string) => failures.delete(name),
    pass: (ms: number) => {
      now += ms;
    },
    look: async () =>
      await rotation.run(async ({ host: { name } }) => {
        asked.push(name);
        const failure = failures.get(name);
        if (failure !== undefined) throw failure;
        return name;
      }),
  };
}

describe("providers", () => {
  it("take turns", async () => {
    const { look } = bench();
    expect([await look(), await look(), await look()]).toEqual(["a", "b", "a"]);
  });

  it("that are busy rest for as long as they say, and are asked again then", async () => {
    const { look, fail, mend, pass, asked } = bench();
    fail("a", "busy", 5_000);
    await look();
    mend("a");
    asked.length = 0;
    for (let turn = 0; turn < 4; turn += 1) await look();
    expect(asked).toEqual(["b", "b", "b", "b"]);
    pass(5_001);
    await look();
    await look();
    expect(asked).toContain("a");
  });

  it("that talk nonsense get another chance after ten minutes", async () => {
    const { look, fail, mend, pass, asked } = bench();
    fail("a", "broken");
    await look();
    mend("a");
    pass(599_000);
    asked.length = 0;
    await look();
    await look();
    expect(asked).toEqual(["b", "b"]);
    pass(2_000);
    await look();
    await look();
    expect(asked).toContain("a");
  });

  it("that are out of reach are tried at each look", async () => {
    const { look, fail, asked } = bench();
    fail("a", "unreachable");
    for (let turn = 0; turn < 4; turn += 1) expect(await look()).toBe("b");
    expect(asked.filter((name) => name === "a")).toHaveLength(2);
  });

  it("all failing is one error that says what each did", async () => {
    const { look, fail } = bench();
    fail("a", "busy");
    fail("b", "unreachable");
    await expect(look()).rejects.toMatchObject({
      code: "busy",
      message: "No provider could look. a busy b unreachable",
    });
  });

  it("are not asked further once the look was aborted", async () => {
    const { look, fail, asked } = bench();
    fail("a", "aborted");
    await expect(look()).rejects.toMatchObject({ code: "aborted" });
    expect(asked).toEqual(["a"]);
  });
});
