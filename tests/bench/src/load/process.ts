// The client: a process of its own, so that its work is none of the server's.
import { expose } from "../child/channel.ts";
import { quantile } from "../figures.ts";
import { paymentIdOf, signedHeaders, webhookBody } from "../webhook.ts";
import type { LoadCalls, Volley, Volleyed } from "./api.ts";
import { Connection } from "./connection.ts";

expose<LoadCalls>({ fire });

async function fire(volley: Volley): Promise<Volleyed> {
  const { port, count, connections, expected = "" } = volley;
  const requests = Array.from({ length: count }, (_, place) => requestOf(volley, volley.from + place));
  const open = await Promise.all(
    Array.from({ length: Math.min(connections, count) }, () => Connection.open(port, expected)),
  );
  const latencies: number[] = [];
  const timed = async (connection: Connection, request: Buffer) => {
    const since = performance.now();
    await connection.send(request);
    latencies.push(performance.now() - since);
  };
  const since = performance.now();
  try {
    if (volley.perSecond === undefined) await drain(open, requests, timed);
    else await paced(open, requests, volley.perSecond, timed);
    const elapsedMs = performance.now() - since;
    return { elapsedMs, p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99) };
  } finally {
    for (const connection of open) connection.close();
  }
}

type Send = (connection: Connection, request: Buffer) => Promise<void>;

/** Each connection takes the next request when it has its answer. */
async function drain(open: readonly Connection[], requests: readonly Buffer[], send: Send): Promise<void> {
  const queue = requests.values();
  await Promise.all(
    open.map(async (connection) => {
      for (const request of queue) await send(connection, request);
    }),
  );
}

/** Requests leave on time; one that finds no free connection waits for the first. */
async function paced(
  open: readonly Connection[],
  requests: readonly Buffer[],
  perSecond: number,
  send: Send,
): Promise<void> {
  const free = [...open];
  const sent: Promise<void>[] = [];
  const since = performance.now();
  while (sent.length < requests.length) {
    const due = Math.min(requests.length, Math.ceil(((performance.now() - since) / 1000) * perSecond));
    while (sent.length < due) {
      const connection = free.pop();
      const request = requests[sent.length];
      if (connection === undefined || request === undefined) break;
      sent.push(send(connection, request).then(() => void free.push(connection)));
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 1);
    });
  }
  await Promise.all(sent);
}

function requestOf({ path, scheme, share }: Volley, n: number): Buffer {
  const body = webhookBody(paymentIdOf(n), share);
  const headers = {
    host: "shop.example",
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "user-agent": "bench",
    accept: "*/*",
    ...signedHeaders(scheme, body),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}
