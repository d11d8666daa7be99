import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests that a connection may have waiting behind the one that is being answered. Browsers and proxies send none. */
const MAX_WAITING = 16;

interface Line {
  /** Whose reply is on the wire, as far as we saw it. */
  front: ServerResponse | undefined;
  /** The end of that reply, where somebody waits for it. */
  frontLeft: Promise<void> | undefined;
  waiting: number;
}

/**
 * One request at a time for each connection. Node hands on whatever a packet holds, dozens of requests, before it looks at any
 * other connection: the one who sends so would keep true webhooks waiting. Replies leave in the order of the requests, so one is only
 * ever waited for by those behind it, whatever order they get here in and however often.
 */
export class Turns {
  readonly #lines = new WeakMap<Socket, Line>();

  /** Undefined: now. Else a promise of whether it is to be answered at all. */
  take(request: IncomingMessage, response: ServerResponse): Promise<boolean> | undefined {
    // Later versions have streams, of which each has a turn of its own.
    if (request.httpVersionMajor !== 1) return undefined;
    const { socket } = request;
    const line = this.#lines.get(socket) ?? { front: undefined, frontLeft: undefined, waiting: 0 };
    this.#lines.set(socket, line);
    if (isInFront(response, line)) return undefined;
    if (line.front === undefined || (line.waiting === 0 && isOver(line.front))) return undefined;
    if (line.waiting >= MAX_WAITING) socket.destroy();
    if (socket.destroyed) return Promise.resolve(false);
    return wait(socket, response, line);
  }
}

async function wait(socket: Socket, response: ServerResponse, line: Line): Promise<boolean> {
  line.waiting += 1;
  while (!socket.destroyed && !isInFront(response, line)) {
    const { front } = line;
    if (front !== undefined && !isOver(front)) await (line.frontLeft ??= left(front));
    // In the event loop's next turn: others come first, and the one who is next has the socket then.
    await new Promise((resolve) => setImmediate(resolve));
    // The one who has it is none that we know.
    if (line.front === front) break;
  }
  line.waiting -= 1;
  return !socket.destroyed;
}

/** A reply has the socket once those before it have left. */
function isInFront(response: ServerResponse, line: Line): boolean {
  if (response.socket === null) return false;
  if (line.front !== response) line.frontLeft = undefined;
  line.front = response;
  return true;
}

function left(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once("close", resolve);
  });
}

function isOver(response: ServerResponse): boolean {
  return response.writableFinished || response.destroyed;
}
