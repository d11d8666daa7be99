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
        new CoinCoinError("body_too_large", `The body is over ${host.limits.bodyBytes} bytes.`, {
          details: { limit: host.limits.bodyBytes },
        }),
      );
    case "timeout":
      return lose(new CoinCoinError("request_invalid", "The body took too long to arrive."), 408);
    case "consumed":
      return lose(
        new CoinCoinError(
          "body_already_read",
          "The body was read before it got here and not kept. Mount CoinCoin before body parsers, or keep the bytes as req.rawBody.",
        ),
      );
    case "aborted":
    default:
      await admission.lose(
        new CoinCoinError("request_invalid", "The sender went away before its body had arrived."),
      );
      return { type: "nothing" };
  }
}

function answer(result: WebhookResult): SurfaceReply {
  return { type: "whole", ...webhookReply(result) };
}
