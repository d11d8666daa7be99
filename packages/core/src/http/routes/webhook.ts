import type { WebhookResult } from "../../intake/receive.ts";
import { CoinCoinError } from "../../lib/errors.ts";
import type { SurfaceReply, SurfaceRequest } from "../message.ts";
import { isProbe, probeReply } from "../probe.ts";
import { webhookReply } from "../rendered.ts";
import { failure } from "../reply.ts";
import type { RouteContext } from "../route.ts";
import { hasContact } from "./checkout.ts";

/** `POST /webhook/:token`. 200 only once the notification is safe with us. What is authentic and lost reaches a person. */
export async function webhook<O>(
  request: SurfaceRequest<O>,
  { host, options, id: token }: RouteContext<O>,
): Promise<SurfaceReply> {
  // Before the body is read: what a stranger sends is never held in memory.
  const admission = host.admitWebhook(token, request.headers);
  if (admission.type === "refused") return answer(admission);

  const lose = async (error: CoinCoinError, status?: number) => {
    await admission.lose(error);
    return failure(error.code, error.message, status);
  };
  const result = await request.readBody();
  switch (result.type) {
    case "read":
      if (isProbe(request.headers, result.body)) return probeReply(result.body, hasContact(options));
      return answer(await admission.receive(result.body));
    case "too_large":
      return lose(
        new CoinCoinError(
          "body_too_large",
          `The body must be at most ${host.limits.bodyBytes} bytes, received more. CoinCoin's own notifications are far smaller.`,
          {
            details: { limit: host.limits.bodyBytes },
          },
        ),
      );
    case "timeout":
      return lose(
        new CoinCoinError(
          "request_invalid",
          `The body must arrive within ${host.limits.bodyTimeoutMs} ms, received only a part of it. Send it again.`,
        ),
        408,
      );
    case "consumed":
      return lose(
        new CoinCoinError(
          "body_already_read",
          "The body must be unread or kept, received a request whose body was read already. Mount CoinCoin before body parsers, or keep the bytes as req.rawBody.",
        ),
      );
    case "aborted":
    default:
      await admission.lose(
        new CoinCoinError(
          "request_invalid",
          "The whole body must arrive, received a part of it: the sender closed the connection. Send it again.",
        ),
      );
      return { type: "nothing" };
  }
}

function answer(result: WebhookResult): SurfaceReply {
  return { type: "whole", ...webhookReply(result) };
}
