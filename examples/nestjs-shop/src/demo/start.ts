// A sandbox in place of CoinCoin, and the shop; with `--once` a scripted journey.
import "reflect-metadata";
import { resolve } from "node:path";
import { openDemo } from "./demo.js";
import { runOnce } from "./once.js";

if (process.argv.includes("--once")) {
  const failures = await runOnce((line) => console.log(line));
  console.log(
    failures.length === 0
      ? "\nEvery order ended as it should."
      : `\nNot as it should: ${failures.join(", ")}`,
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
} else {
  const data = resolve("data");
  const demo = await openDemo(data, { shop: 3000, sandbox: 4010 });
  console.log(`
  The shop       ${demo.shopUrl}
  Its operator   ${demo.shopUrl}/operator    operator / ${demo.password}
  Its health     ${demo.shopUrl}/health
  CoinCoin       ${demo.sandbox.url}    a sandbox: no real money
  Data           ${data}    kept between runs; delete it to begin anew

  Buy something, pay half of it in the sandbox, and see it on the payment page; pay the rest: fulfilled once.
  Ctrl-C ends both.
`);
  const stop = () => void demo.sandbox.close();
  process.once("SIGINT", stop).once("SIGTERM", stop);
}
