import { isCoinCoinError } from "../../lib/errors.ts";
import { readHeader } from "../../lib/headers.ts";
import { customerMessage } from "../customer.ts";
import type { SurfaceReply, SurfaceRequest } from "../message.ts";
import { failure, json, notFound } from "../reply.ts";
import type { RouteContext } from "../route.ts";

/**
 * `POST /orders`, there only with `resolveOrder`, which alone says what is paid for and at which price. Why an order was not made
 * the log says; the customer gets a sentence that is fit for them.
 *
 * The request has to be `application/json`. Shops know their customers by cookie, and a foreign page can make a
 * browser send a form, or nothing at all, along with that cookie; for JSON the browser asks first, and nobody here
 * answers that question with yes.
 */
export async function createOrder<O>(
  request: SurfaceRequest<O>,
  { host, options }: RouteContext<O>,
): Promise<SurfaceReply> {
  const type = readHeader(request.headers, "content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    return failure("request_invalid", "Send this with content-type: application/json.", 415);
  }
  const wanted = await options.resolveOrder?.(request.original);
  if (wanted === undefined) return notFound();
  const made = await host.createOrder(wanted).catch((error: unknown) => {
    if (isCoinCoinError(error)) return error;
    throw error;
  });
  if (isCoinCoinError(made)) {
    host.logger.warn(
      { err: made, code: made.code, reference: wanted.reference },
      `an order was not made: ${made.message}`,
    );
    return failure(made.code, customerMessage(made.code));
  }
  const { paymentId } = made;
  const found = await host.readView(paymentId);
  return found === undefined ? notFound() : json(201, { ...found.view, viewKey: host.viewKey(paymentId) });
}
