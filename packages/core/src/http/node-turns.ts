import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests that a connection may have waiting behind the one that is being answered. Browsers and proxies send none. */
const MAX_WAITING = 16;

interface Line {
  last: ServerResponse;
  waiting: number;
}

/**
 * One request at a time for each connection. Node hands on whatever a packet holds, dozens of requests, before it looks at any
 * other connection: whoever sends so would keep true webhooks waiting.
 */
export class Turns {
  readonly #lines = new WeakMap<Socket, Line>();

  /** Undefined: now. Else a promise of whether it is to be answered at all. */
  take(request: IncomingMessage, response: ServerResponse): Promise<boolean> | undefined {
    // Later versions have streams, of which each has a turn of its own.
    if (request.httpVersionMajor !== 1) return undefined;
    const { socket } = request;
    const line = this.#lines.get(socket);
    if (line === undefined) {
      this.#lines.set(socket, { last: response, waiting: 0 });
      return undefined;
    }
    const before = line.last;
    line.last = response;
    if (isOver(before)) return undefined;
    if (line.waiting >= MAX_WAITING) socket.destroy();
    if (socket.destroyed) return Promise.resolve(false);
    line.waiting += 1;
    return new Promise((resolve) => {
      before.once("close", () => {
        // In the event loop's next turn: others come first.
        setImmediate(() => {
          line.waiting -= 1;
          resolve(!socket.destroyed);
        });
      });
    });
  }
}

function isOver(response: ServerResponse): boolean {
  return response.writableFinished || response.destroyed;
}
