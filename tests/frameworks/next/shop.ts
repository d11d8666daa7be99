declare global {
  /** The suite opens and closes its instances in this process, and says here which one is mounted. */
  var mountedCoinCoin: ((request: Request) => Promise<Response>) | undefined;
}

export function handle(request: Request): Promise<Response> {
  if (globalThis.mountedCoinCoin === undefined) throw new Error("nothing is mounted");
  return globalThis.mountedCoinCoin(request);
}
