import { Child } from "../child/child.ts";
import { figureOf, interleaved, type Row, ratioOf } from "../figures.ts";
import type { Sizes } from "../sizes.ts";
import { type FunctionCalls, type FunctionName, functionNames } from "./in-process-api.ts";

const WARM_UP_ROUNDS = 2;

export async function inProcessRows(sizes: Sizes): Promise<Row[]> {
  const child = new Child<FunctionCalls>("groups/in-process-child.ts");
  try {
    const run = (name: FunctionName) => child.call("run", { name, ms: sizes.inProcessMs });
    await interleaved(functionNames, WARM_UP_ROUNDS, run);
    const rates = await interleaved(functionNames, sizes.rounds, run);
    const of = (name: FunctionName) => rates.get(name) ?? [];
    return functionNames.map((name) => {
      const toStripe = ratioOf(of(name), of("stripe constructEvent"));
      const ours = name.startsWith("coincoin");
      const beside = functionNames.filter((other) => ours && !other.startsWith("coincoin"));
      return {
        group: "one webhook, in process",
        name,
        unit: "/s of CPU",
        figure: figureOf(of(name)),
        ratios: beside.map((to) => ({ to, value: ratioOf(of(name), of(to)) })),
        target:
          name === "coincoin: verify, parse, validate"
            ? { text: "1x stripe constructEvent, then 1.5x", met: toStripe >= 1 }
            : undefined,
        ours,
      };
    });
  } finally {
    await child.close();
  }
}
