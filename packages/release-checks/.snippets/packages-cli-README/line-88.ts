import { run } from "@coincoin/cli";

const code = await run(["doctor", "--json", "--offline"]);
if (code !== 0) throw new Error("this shop is not ready");

export {};
