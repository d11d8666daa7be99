// `npm start`: a sandbox in place of CoinCoin, and the shop. `--once`: a scripted journey through both.
import { fileURLToPath } from "node:url";
import { openDemo } from "./demo/demo.ts";
import { runOnce } from "./demo/once.ts";

const data = fileURLToPath(new URL("../data", import.meta.url));

if (process.argv.includes("--once")) process.exitCode = await runOnce();
else await run();

async function run(): Promise<void> {
  const demo = await openDemo({ data, shopPort: 3000, sandboxPort: 4010 });
  console.log(`
  The shop       ${demo.shopUrl}
  Its operator   ${demo.shopUrl}/operator    password: ${demo.operatorPassword}
  CoinCoin       ${demo.sandbox.url}    a sandbox: no real money
  Data           ${data}    kept between runs; delete it to begin anew

  What to try
  1  Put something into the cart and choose "Pay with crypto".
  2  Pay half of it in the sandbox: the payment page shows it at once.
  3  Pay the rest: the order is paid, and fulfilled once. Send the webhook again: still once.
  4  Let an order expire with the sandbox's clock, pay too late, too much, or in another coin:
     the operator's page says what needs a person.

  Ctrl-C ends both.
`);
  const stop = () => void demo.close();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  await demo.shop.ended();
  await demo.close();
}
