import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@coincoin/test-lib/postgres-server";
import { storeSuite } from "@coincoin/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { benchesAt, running, startServer, stopServer } from "./postgres-bench.ts";

function isInstalled(): boolean {
  try {
    execFileSync("pgbouncer", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const folder = mkdtempSync(join(tmpdir(), "coincoin-pgbouncer-"));
let pooler: ChildProcess | undefined;
let port = 0;

/** Two connections to the server for all: a transaction that counted on keeping its connection would be found out. */
async function startPooler(): Promise<void> {
  await startServer();
  port = await freePort();
  const file = join(folder, "pgbouncer.ini");
  writeFileSync(
    file,
    `[databases]
postgres = host=127.0.0.1 port=${running().port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
`,
  );
  const asRoot = process.getuid?.() === 0;
  if (asRoot) for (const path of [folder, file]) chownSync(path, 65_534, 65_534);
  pooler = spawn("pgbouncer", ["-q", file], {
    stdio: "ignore",
    ...(asRoot ? { uid: 65_534, gid: 65_534 } : {}),
  });
  while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 20));
}

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function stopPooler(): Promise<void> {
  pooler?.kill("SIGKILL");
  await stopServer();
  rmSync(folder, { recursive: true, force: true });
}

function suiteBehindPooler(): void {
  beforeAll(startPooler, 60_000);
  afterAll(stopPooler);

  storeSuite(
    { describe, it, expect },
    benchesAt(
      () => running().connectionString.replace(/:\d+\//, `:${port}/`),
      "postgresStore behind pgbouncer",
      3,
    ),
  );
}

const installed = isInstalled();

describe("behind a transaction-mode pooler", () => {
  if (installed) suiteBehindPooler();
  // One line in the report for what was not proved where it is not installed, in place of one for each case.
  it.runIf(installed)("pgbouncer is what answers", async () => {
    expect(await answers()).toBe(true);
  });
});
