import { type Command, helpOf, MISUSED, OK, parseCall, WRONG } from "./command.ts";
import { attention } from "./commands/attention.ts";
import { chain } from "./commands/chain.ts";
import { deadLetters } from "./commands/dead-letters.ts";
import { doctor } from "./commands/doctor.ts";
import { inbox } from "./commands/inbox.ts";
import { link } from "./commands/link.ts";
import { orders } from "./commands/orders.ts";
import { reconcile } from "./commands/reconcile.ts";
import { refund } from "./commands/refund.ts";
import { sandbox } from "./commands/sandbox.ts";
import { sign } from "./commands/sign.ts";
import { trigger } from "./commands/trigger.ts";
import { unpin } from "./commands/unpin.ts";
import { verify } from "./commands/verify.ts";
import { webhookUrl } from "./commands/webhook-url.ts";
import { withdraw } from "./commands/withdraw.ts";
import { type Console, processConsole } from "./console.ts";
import { failureOf } from "./failure.ts";
import { scrub } from "./secrets.ts";

const commands: readonly Command[] = [
  doctor,
  webhookUrl,
  link,
  trigger,
  orders,
  attention,
  inbox,
  deadLetters,
  withdraw,
  refund,
  reconcile,
  chain,
  unpin,
  sign,
  verify,
  sandbox,
];

function overview(): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`);
  return `What goes on between a shop and CoinCoin, from the command line.

Usage: coincoin <command> [options]

${lines.join("\n")}

coincoin <command> --help says more.

Secrets come from the environment or from files, never from the command line:
  COINCOIN_APP_ID, COINCOIN_SECRET_KEY, COINCOIN_PUBLIC_URL, COINCOIN_API_URL, COINCOIN_STORE,
  COINCOIN_CHAIN_TRON, COINCOIN_CHAIN_ETHEREUM, COINCOIN_CHAIN_BSC, COINCOIN_CHAIN_BITCOIN

Exit codes: 0 all is well; 1 something is wrong; 2 not understood, or not configured.
`;
}

/**
 * Runs a command and resolves to its exit code: 0 all is well, 1 something is wrong, 2 not understood or not configured.
 * Does not end the process. Rejects only with what nobody expected.
 */
export async function run(args: readonly string[], console: Console = processConsole()): Promise<number> {
  const [name = "--help", ...rest] = args;
  if (["--help", "-h", "help"].includes(name)) {
    console.out(overview());
    return OK;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    console.err(`coincoin: there is no command "${name}". Try coincoin --help.\n`);
    return MISUSED;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    console.out(helpOf(command));
    return OK;
  }
  try {
    return await command.run(parseCall(command, rest, console));
  } catch (error) {
    return report(command, error, rest.includes("--json"), console);
  }
}

function report(command: Command, error: unknown, json: boolean, console: Console): number {
  const { code, message, isUsage } = failureOf(error);
  const safe = scrub(message);
  if (json) console.out(`${JSON.stringify({ ok: false, error: { code, message: safe } })}\n`);
  else console.err(`coincoin ${command.name}: ${safe}\n`);
  if (isUsage && !json) console.err(`Try coincoin ${command.name} --help.\n`);
  return isUsage ? MISUSED : WRONG;
}
