import { spawn } from "node:child_process";
import { join } from "node:path";
import { chainBugs } from "../../bugs/chain-bugs.ts";
import { Copy } from "../planting.ts";

/** Plants one bug of looking at a chain after the other, and runs seeds until one breaks. Exits with 1 where one was not caught. */
const [last = "40"] = process.argv.slice(2);
const copy = await Copy.make();
try {
  let missed = 0;
  for (const bug of chainBugs) {
    const takeOut = await copy.plant(bug);
    const script = join(copy.folder, "tests", "simulator", "src", "chain", "cli.ts");
    const child = spawn(process.execPath, ["--conditions=coincoin-source", script, "1", last], {
      stdio: ["ignore", "ignore", "ignore"],
    });
    const code = await new Promise((resolve) => child.once("exit", resolve));
    await takeOut();
    if (code === 0) missed += 1;
    console.log(`${code === 0 ? "NOT CAUGHT" : "caught"}: ${bug.name}`);
  }
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  await copy.remove();
}
