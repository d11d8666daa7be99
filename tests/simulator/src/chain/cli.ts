import { runChain } from "./chain-world.ts";

/** `cli.ts FIRST LAST`: runs these seeds, and exits with 1 at the first that breaks something. */
const [first = "1", last = "20"] = process.argv.slice(2);
for (let seed = Number(first); seed <= Number(last); seed++) {
  const broken = await runChain(seed);
  if (broken.length === 0) continue;
  console.log(`seed ${seed}: ${broken.join("\n  ")}`);
  process.exit(1);
}
process.exit(0);
