import { createEngine, type Engine, type EngineOptions, type Transmission } from "../../src/index.ts";

export const START = Date.UTC(2026, 0, 1);
export const HOUR = 3_600_000;

export function startEngine(options: Partial<EngineOptions> = {}): Engine {
  return createEngine({ now: START, ...options });
}

export function order(engine: Engine, paymentId = "EX100100100", price = "100", expired = 12) {
  return engine.createOrder({
    headers: engine.merchantHeaders(),
    body: `{"payment_id":"${paymentId}","price":${price},"expired":${expired}}`,
  });
}

/** Takes what is due and reports each as answered with `status`. */
export function deliver(engine: Engine, status = 200): Transmission[] {
  const taken = engine.takeDeliveries();
  for (const { id } of taken) engine.report(id, { status });
  return taken;
}

/** State and total of every webhook that is due now. */
export function told(engine: Engine): { state: number; collected: Record<string, number> }[] {
  return deliver(engine).map(({ body }) => {
    const { state, collected } = JSON.parse(body);
    return { state, collected };
  });
}
