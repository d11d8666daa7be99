import { expect, it } from "vitest";
import { runChain } from "../src/chain/chain-world.ts";

it("a shop that reads a chain ships what is paid, whatever its providers do", async () => {
  for (let seed = 1; seed <= 4; seed++) expect(await runChain(seed), `seed ${seed}`).toEqual([]);
}, 120_000);
