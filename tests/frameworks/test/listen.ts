import type { Server } from "node:http";

/** Starts a server on a free port of loopback and gives its address. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens on no port.");
  return `http://127.0.0.1:${address.port}`;
}

/** Closes the instance, which ends its event streams, and then the server. */
export async function closeServer(server: Server, coincoin: { close(): Promise<void> }): Promise<void> {
  await coincoin.close();
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
}
