import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Transmission, TransmissionResult } from "../engine/outbox.ts";

export interface WebhookSender {
  /** Sends in the order given. Webhooks of one order follow each other; those of different orders do not wait. */
  send(transmissions: readonly Transmission[]): void;
  /** Resolves when what was given to `send` up to now is over. */
  idle(): Promise<void>;
  /** Cuts what is under way off. */
  close(): void;
}

export interface WebhookSenderOptions {
  readonly url: () => string | undefined;
  readonly timeoutMs: number;
  readonly report: (transmissionId: string, result: TransmissionResult) => void;
}

/** As much of a reply as is worth keeping. */
const MAX_REPLY_BYTES = 4_096;

export function createWebhookSender({ url, timeoutMs, report }: WebhookSenderOptions): WebhookSender {
  const chains = new Map<string, Promise<void>>();
  const abort = new AbortController();

  async function sendOne(transmission: Transmission): Promise<void> {
    const target = url();
    if (target === undefined) {
      report(transmission.id, { error: "no webhook URL is set" });
      return;
    }
    const startedAt = performance.now();
    const result = await post(target, transmission, abort.signal, timeoutMs);
    report(transmission.id, { ...result, durationMs: Math.round(performance.now() - startedAt) });
  }

  function enqueue(paymentId: string, work: () => Promise<unknown>): void {
    const before = chains.get(paymentId) ?? Promise.resolve();
    const chain = before.then(work).then(() => {
      if (chains.get(paymentId) === chain) chains.delete(paymentId);
    });
    chains.set(paymentId, chain);
  }

  return {
    send(transmissions) {
      for (let index = 0; index < transmissions.length; index += 1) {
        const transmission = transmissions[index];
        if (transmission === undefined) continue;
        const next = transmissions[index + 1];
        if (next?.cause === "duplicate" && next.deliveryId === transmission.deliveryId) {
          // Both at once: a duplicate that politely waits for the first answer would be no test.
          enqueue(transmission.paymentId, () => Promise.all([sendOne(transmission), sendOne(next)]));
          index += 1;
        } else {
          enqueue(transmission.paymentId, () => sendOne(transmission));
        }
      }
    },
    async idle() {
      await Promise.all(chains.values());
    },
    close: () => abort.abort(),
  };
}

function post(
  target: string,
  { headers, body, bytes: given }: Transmission,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<TransmissionResult> {
  return new Promise((resolve) => {
    const bytes = given ?? Buffer.from(body);
    const fail = (error: Error): void =>
      resolve({ error: signal.aborted ? "the sandbox was closed" : error.message || error.name });
    const send = target.startsWith("https:") ? httpsRequest : httpRequest;
    const request = send(
      target,
      {
        method: "POST",
        agent: false,
        signal,
        headers: { ...headers, "content-length": bytes.length, "user-agent": "coincoin-sandbox" },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let kept = 0;
        response.on("data", (chunk: Buffer) => {
          if (kept < MAX_REPLY_BYTES) chunks.push(chunk.subarray(0, MAX_REPLY_BYTES - kept));
          kept += chunk.length;
        });
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") });
        });
        response.on("error", fail);
      },
    );
    const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    request.on("close", () => clearTimeout(timer));
    request.on("error", fail);
    request.end(bytes);
  });
}
