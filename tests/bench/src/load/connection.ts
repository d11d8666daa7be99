import { connect, type Socket } from "node:net";

/**
 * One keep-alive connection with one request under way. Bytes are made before the clock starts and answers are only
 * looked through, so that the client costs a fraction of the server.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #expected: string;
  #received = "";
  #waiting: { resolve: () => void; reject: (error: Error) => void } | undefined;

  static open(port: number, expected: string): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true });
      socket.once("error", reject);
      socket.once("connect", () => resolve(new Connection(socket, expected)));
    });
  }

  private constructor(socket: Socket, expected: string) {
    this.#socket = socket;
    this.#expected = expected;
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => this.#take(text));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("the server closed the connection")));
  }

  /** Resolves at the end of the answer. */
  send(request: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#received += text;
    if (!isWhole(this.#received)) return;
    const answer = this.#received;
    this.#received = "";
    if (answer.startsWith("HTTP/1.1 200 ") && answer.includes(this.#expected)) this.#settle()?.resolve();
    else this.#fail(new Error(`an answer was not what was asked for:\n${answer.slice(0, 600)}`));
  }

  #fail(error: Error): void {
    this.#settle()?.reject(error);
  }

  #settle() {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const head = answer.slice(0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return answer.length >= end + 4 + Number(length);
  return answer.endsWith("0\r\n\r\n");
}
