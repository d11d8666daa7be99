// One core's worth of requests that nobody vouches for, as fast as they are answered.
import { connect } from "node:net";

const [, , port = "0", path = "/", mode = "steady"] = process.argv;

const host = "host: shop.example\r\n";
const empty = `POST ${path}/webhook/not-the-token HTTP/1.1\r\n${host}content-length: 0\r\n\r\n`;
const view = `GET ${path}/orders/NOBODYSORDER?key=0123456789012345678901 HTTP/1.1\r\n${host}\r\n`;
const body = `POST ${path}/webhook/not-the-token HTTP/1.1\r\n${host}content-length: 40000\r\n\r\n${"x".repeat(40_000)}`;
const once = `POST ${path}/webhook/not-the-token HTTP/1.1\r\n${host}connection: close\r\ncontent-length: 0\r\n\r\n`;

/** What one connection sends at a time, and how many answers that is. */
interface Salvo {
  readonly bytes: string;
  readonly requests: number;
}

/** Far more than a connection may have waiting, and just as many: the second is what a flood that knows us sends. */
const PIPELINED = [64, 17];
const salvos: Readonly<Record<string, readonly Salvo[]>> = {
  // Short and long, on connections that are kept and on new ones.
  steady: [empty, view, empty, body, view, once].map((bytes) => ({ bytes, requests: 1 })),
  // Many to a packet, which no browser and no proxy does.
  pipelined: [empty, view].flatMap((bytes) =>
    PIPELINED.map((requests) => ({ bytes: bytes.repeat(requests), requests })),
  ),
};
const CONNECTIONS = 96;

const statuses: Record<string, number> = {};

function flood({ bytes, requests }: Salvo): void {
  const socket = connect({ port: Number(port), host: "127.0.0.1" });
  let owed = 0;
  const send = () => {
    owed += requests;
    socket.write(bytes);
  };
  socket.on("connect", send);
  socket.on("data", (chunk: Buffer) => {
    for (const [, status = ""] of chunk.toString("latin1").matchAll(/HTTP\/1\.1 (\d{3}) /g)) {
      owed--;
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    if (owed <= 0 && socket.writable) send();
  });
  socket.on("error", () => {});
  socket.on("close", () => setImmediate(flood, { bytes, requests }));
}

const kinds = salvos[mode] ?? [];
for (let at = 0; at < CONNECTIONS; at++) {
  const salvo = kinds[at % kinds.length];
  if (salvo !== undefined) flood(salvo);
}

process.on("message", () => process.send?.({ statuses }));
process.on("disconnect", () => process.exit(0));
process.send?.("flooding");
