import type { WebhookReply } from "../host.ts";
import type { SurfaceReply, SurfaceRequest } from "../message.ts";
import { isProbe, probeReply } from "../probe.ts";
import { failure, reply } from "../reply.ts";
import type { RouteContext } from "../route.ts";

/** `POST /webhook/:token`. 200 only once the notification is safe with us. */
export async function webhook<O>(
  request: SurfaceRequest<O>,
  { host, id: token }: RouteContext<O>,
): Promise<SurfaceReply> {
  // Before the body is read: what a stranger sends is never held in memory.
  const admission = host.admitWebhook(token, request.headers);
  if (admission.type === "refused") return rendered(admission.reply);

  const result = await request.readBody();
  switch (result.type) {
    case "read":
      if (isProbe(request)) return probeReply(result.body);
      return rendered(await admission.receive(result.body));
    case "too_large":
      host.logger.warn({ limit: host.limits.bodyBytes }, "a webhook's body was over the limit");
      return failure("body_too_large", `The body is over ${host.limits.bodyBytes} bytes.`);
    case "timeout":
      return failure("request_invalid", "The body took too long to arrive.", 408);
    case "consumed":
      host.logger.error(
        {},
        "a webhook was lost: its body was read before it got here and not kept. Mount CoinCoin before body parsers, or keep the bytes as req.rawBody",
      );
      return failure("body_already_read", "The body was read before it got here.");
    case "aborted":
    default:
      return { type: "nothing" };
  }
}

function rendered(answer: WebhookReply): SurfaceReply {
  return reply(answer.status, answer.headers, answer.body);
}
