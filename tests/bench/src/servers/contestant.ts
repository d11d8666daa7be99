import type { Server } from "node:http";
import type { Scheme } from "../webhook.ts";
import type { Range } from "./api.ts";

/** A server that takes webhooks, not yet listening unless it says where. */
export interface Contestant {
  readonly server: Server;
  readonly path: string;
  readonly scheme: Scheme;
  readonly expected: string;
  readonly seed?: (range: Range) => Promise<void>;
  /** Resolves when the handlers of the next `count` paid orders are done. */
  readonly handled?: (count: number) => Promise<void>;
  readonly delays?: (count: number) => Promise<readonly number[]>;
}

export async function listening(server: Server): Promise<number> {
  if (!server.listening) {
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
  }
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return address.port;
}
