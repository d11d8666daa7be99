import { connect, type Socket } from "node:net";

/** A request written by hand, for what `fetch` is too polite to send. */
export interface RawRequest {
  readonly socket: Socket;
  /** Resolves with everything that came, when the other side closed or the reply is whole. */
  readonly reply: Promise<string>;
}

export function openRaw(url: string): RawRequest {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const reply = new Promise<string>((resolve) => {
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => {
      text += chunk;
      if (isWhole(text)) resolve(text);
    });
    // A reset after a reply is how a server may end a connection it does not want to read from any longer.
    socket.on("error", () => resolve(text));
    socket.on("close", () => resolve(text));
  });
  return { socket, reply };
}

function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, end))?.[1];
  return length !== undefined && text.length - end - 4 >= Number(length);
}

/** Sends a whole request, head and body as given, and waits for the reply. */
export async function sendRaw(
  url: string,
  head: readonly string[],
  body: string | Uint8Array = "",
): Promise<string> {
  const { socket, reply } = openRaw(url);
  socket.write(`${[...head, `host: ${new URL(url).host}`].join("\r\n")}\r\n\r\n`);
  socket.write(body);
  const text = await reply;
  socket.destroy();
  return text;
}

export function statusIn(reply: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(reply)?.[1] ?? 0);
}
