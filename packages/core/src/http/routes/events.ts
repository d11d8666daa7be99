import { type CheckoutView, isFinal } from "@coincoin/checkout";
import { readHeader } from "../../lib/headers.ts";
import type { OrderSeen, SurfaceHost } from "../host.ts";
import type { SurfaceReply, SurfaceRequest } from "../message.ts";
import { eventStreamHeaders, failure, notFound, reply } from "../reply.ts";
import type { RouteContext } from "../route.ts";
import { mayView } from "./view.ts";

const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 2_000;
/** Money sent in time may be seen by the gateway after the deadline: only then is a closed order left alone. */
const AFTER_DEADLINE_MS = 3_600_000;

type Seen = Pick<OrderSeen, "view" | "version" | "withdrawn">;

/**
 * `GET /orders/:paymentId/events?key=`: the view again whenever it changed, as server-sent events. Ends when the order is over, when
 * the stream has lived as long as it may, when the client goes, and when the instance closes; a browser that comes back to an order
 * that is over and that it has seen is told 204, which ends its reconnecting.
 */
export async function events<O>(
  request: SurfaceRequest<O>,
  { host, slots, id }: RouteContext<O>,
): Promise<SurfaceReply> {
  if (!mayView(host, id, request.search)) return notFound();
  if (host.closing.aborted) return failure("closed", "The shop is restarting. Try again in a few seconds.");
  // A browser that is told so does not come back; the page goes on by asking.
  if (host.limits.streams === 0) return reply(204, {}, "");
  if (request.method === "HEAD") {
    const found = await host.readView(id);
    return found === undefined ? notFound() : reply(200, eventStreamHeaders, "");
  }
  const release = slots.take(id);
  if (release === undefined)
    return failure("too_many_streams", "Too many pages follow this order. Close one and try again.");

  const ending = new AbortController();
  const close = () => {
    request.signal.removeEventListener("abort", close);
    host.closing.removeEventListener("abort", close);
    ending.abort();
    release();
  };
  request.signal.addEventListener("abort", close);
  host.closing.addEventListener("abort", close);
  if (request.signal.aborted) close();
  try {
    // Listening begins before the first look, or a change in between would be missed.
    const changes = host.watch(id, ending.signal)[Symbol.asyncIterator]();
    const change = changes.next();
    const found = await host.readView(id);
    const known = readHeader(request.headers, "last-event-id");
    if (found === undefined || (isOver(found, host.environment.now()) && known === eventId(found))) {
      close();
      return found === undefined ? notFound() : reply(204, {}, "");
    }
    const chunks = follow(host, id, { first: found, known, changes, change, signal: ending.signal, close });
    return { type: "stream", status: 200, headers: eventStreamHeaders, chunks, close };
  } catch (error) {
    close();
    throw error;
  }
}

interface Following {
  readonly first: Seen;
  /** The id of the last event the client has. */
  readonly known: string | undefined;
  readonly changes: AsyncIterator<void>;
  readonly change: Promise<IteratorResult<void>>;
  readonly signal: AbortSignal;
  readonly close: () => void;
}

async function* follow(host: SurfaceHost, paymentId: string, from: Following): AsyncGenerator<string> {
  const { environment, logger } = host;
  const { changes, signal } = from;
  let { change } = from;
  let seen = from.first;
  let sent = from.known;
  try {
    yield `retry: ${RECONNECT_MS}\n\n`;
    const endsAt = environment.now() + host.limits.streamMs;
    const beat = async () => {
      await environment.sleep(Math.min(HEARTBEAT_MS, endsAt - environment.now()), signal);
      return "pulse" as const;
    };
    let pulse = beat();
    for (;;) {
      if (eventId(seen) !== sent) {
        sent = eventId(seen);
        yield `event: order\nid: ${sent}\ndata: ${JSON.stringify(seen.view)}\n\n`;
      }
      if (isOver(seen, environment.now())) return;
      const woken = await Promise.race([change, pulse]);
      if (signal.aborted || environment.now() >= endsAt) return;
      if (woken === "pulse") {
        pulse = beat();
        yield ":\n\n";
        if (!isPastDeadline(seen.view, environment.now())) continue;
      } else {
        if (woken.done === true) return;
        change = changes.next();
      }
      const found = await host.readView(paymentId);
      if (found === undefined) return;
      seen = found;
    }
  } catch (error) {
    // The client comes back automatically, with the id of what it saw last.
    logger.warn({ err: error, paymentId }, "an event stream was ended by an error");
  } finally {
    from.close();
    change.catch(() => {});
    await changes.return?.();
  }
}

/** The clock alone changes the status once, at the deadline; hence it is part of the id. */
function eventId({ view, version }: Seen): string {
  return `${version}-${view.status}`;
}

/** Withdrawn; or final, as the page sees it; or closed so long ago that the page's own slow look is enough for money that comes late. */
function isOver({ view, withdrawn }: Seen, now: number): boolean {
  if (withdrawn || isFinal(view)) return true;
  const isCovered = view.coverage === "full" || view.coverage === "over";
  const isClosed = !isCovered && view.status !== "pending" && view.status !== "receiving";
  return isClosed && isPastDeadline(view, now - AFTER_DEADLINE_MS);
}

function isPastDeadline({ expiresAt }: CheckoutView, now: number): boolean {
  return expiresAt !== null && now >= Date.parse(expiresAt);
}
