import { expect, it } from "vitest";
import { areas } from "../data/areas.ts";
import { equivalents } from "../data/equivalents.ts";
import { equivalentIds } from "../src/equivalence.ts";
import { compileAll, filesOf } from "../src/numbering.ts";

it("each mutant that is listed as equivalent is still there, once, in a file that is mutated", () => {
  const files = areas.flatMap((area) => filesOf(area.files));
  expect(equivalentIds(compileAll(files).mutants).size).toBe(equivalents.length);
  expect(equivalents.filter(({ file }) => !files.includes(file))).toEqual([]);
});
