// node src/start.ts           sandbox, database and store with its admin, until Ctrl+C
// node src/start.ts --once    buys something, pays it, and ends
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { createSandbox } from "@coincoin/sandbox";
import { startDatabase } from "./run/database.ts";
import { buildAdmin, medusa, startMedusa } from "./run/medusa.ts";
import { buy, type Seed } from "./run/purchase.ts";

const isOnce = process.argv.includes("--once");
const project = path.resolve(import.meta.dirname, "..");
const data = path.resolve(process.env["SHOP_DATA"] ?? path.join(project, ".data"));
const seedFile = path.join(data, "seed.json");
const port = process.env["PORT"] ?? "9000";
const store = `http://localhost:${port}`;
const admin = { ADMIN_EMAIL: "admin@example.com", ADMIN_PASSWORD: "supersecret" };
const say = (line: string) => process.stdout.write(`${line}\n`);

/** What was started, in that order. */
const closers: (() => Promise<unknown>)[] = [];
let stopping: Promise<void> | undefined;

function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const close of closers.toReversed()) await close();
  })();
  return stopping;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // The database's package would end this process at once, and the store with it.
  process.removeAllListeners(signal);
  process.once(signal, () => void stop().then(() => process.exit(0)));
}

try {
  await main();
} catch (error) {
  // What was interrupted fails, and that is no news.
  if (stopping === undefined) {
    process.exitCode = 1;
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  }
  await stop();
  process.exit();
}

async function main(): Promise<void> {
  const sandbox = await createSandbox();
  closers.push(() => sandbox.close());
  const database = await startDatabase(data, "shop");
  closers.push(() => database.stop());
  const env = {
    PORT: port,
    DATABASE_URL: database.url,
    SEED_FILE: seedFile,
    COINCOIN_APP_ID: "sandbox-app",
    COINCOIN_SECRET_KEY: "sandbox-secret",
    COINCOIN_API_URL: sandbox.apiUrl,
    COINCOIN_PUBLIC_URL: `${store}/coincoin`,
    ...admin,
  };

  if (!existsSync(seedFile)) {
    say("The first start makes the database and what is for sale; it takes a minute.");
    await medusa(["db:migrate"], env);
    await medusa(["exec", "./src/scripts/seed.js"], env);
  }
  if (!isOnce && !existsSync(path.join(project, "public", "admin"))) {
    say("The first start builds the admin, too.");
    await buildAdmin();
  }
  closers.push(await startMedusa(store, { ...env, ADMIN_DISABLED: isOnce ? "1" : "" }, isOnce));
  const seed: Seed = JSON.parse(readFileSync(seedFile, "utf8"));
  sandbox.setWebhookUrl(await webhookUrl());

  if (!isOnce) {
    say(`
  Admin     ${store}/app   ${admin.ADMIN_EMAIL} / ${admin.ADMIN_PASSWORD}
  Store     ${store}/store   x-publishable-api-key: ${seed.publishableKey}
  CoinCoin  ${sandbox.url}   the sandbox: pay orders there
`);
  }
  await buy({ store, seed, sandbox, say });
  if (isOnce) {
    await stop();
    process.exit(0);
  }
}

/** What a merchant copies out of the admin into CoinCoin's site. */
async function webhookUrl(): Promise<string> {
  const login = await fetch(`${store}/auth/user/emailpass`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: admin.ADMIN_EMAIL, password: admin.ADMIN_PASSWORD }),
  });
  const { token }: { token: string } = JSON.parse(await login.text());
  const overview = await fetch(`${store}/admin/coincoin`, { headers: { authorization: `Bearer ${token}` } });
  const { accounts }: { accounts: { webhook_url: string }[] } = JSON.parse(await overview.text());
  return accounts[0]?.webhook_url ?? "";
}
