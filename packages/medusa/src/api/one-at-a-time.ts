import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import type { CartLock } from "../placing/cart-locks.ts";
import { moduleOf, pathParameter } from "./request.ts";

/** As long as Medusa waits for its own lock. */
const WAIT_MS = 30_000;
const LOOK_MS = 1_000;
/** Longer than Medusa takes to complete any cart. */
const LONGEST_MS = 120_000;

/**
 * A customer completes a cart on one server while another server places it, since its money came: the second of the two
 * waits here, and then finds the order of the first.
 */
export function oneAtATime(request: MedusaRequest, response: MedusaResponse, next: MedusaNextFunction): void {
  const cartId = pathParameter(request, "id");
  const { cartLocks, log } = moduleOf(request);
  cartLocks.acquire(cartId, WAIT_MS).then(
    (lock) => {
      if (lock === undefined) {
        next(new MedusaError(MedusaError.Types.CONFLICT, "This cart is being completed: try again."));
        return;
      }
      releaseAfter(response, lock);
      next();
    },
    (error: unknown) => {
      // Without our tables, carts that are paid in other ways are completed as they were before.
      log.warn({ err: error, cart: cartId }, "a cart could not be locked; it is completed all the same");
      next();
    },
  );
}

/** Once it was answered, also when the customer has hung up before that. */
function releaseAfter(response: MedusaResponse, lock: CartLock): void {
  const since = performance.now();
  const look = () => {
    if (!response.writableEnded && performance.now() - since < LONGEST_MS) return;
    clearInterval(timer);
    void lock.release();
  };
  const timer = setInterval(look, LOOK_MS).unref();
  response.once("close", look);
}
