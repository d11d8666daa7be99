/** In the browser. */
export async function order(): Promise<{ paymentId: string; viewKey: string }> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch("/coincoin/orders", { method: "POST", headers, body: "{}" });
  const reply = await answer.json();
  if (answer.ok) return reply;
  if (reply.code !== "order_busy") throw new Error(reply.message); // a sentence for the customer
  const seconds = Number(answer.headers.get("retry-after") ?? 1);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return order();
}
export {};
