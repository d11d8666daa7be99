import type { Sighting } from "../domain/apply-look.ts";
import type { ChainLook } from "../domain/chain-reader.ts";
import { holderOf, type Watched } from "../domain/chain-watch.ts";
import { addressKey } from "../domain/receiving.ts";

/**
 * What a look showed of each order that has to hear of it; of one of which it shows nothing only where its time has come.
 * @param asked those whose addresses were asked for
 * @param watched all orders of the network: two may have one address
 */
export function sightingsOf(
  look: ChainLook,
  { asked, watched }: { readonly asked: readonly Watched[]; readonly watched: readonly Watched[] },
  absence: Sighting["absence"],
  now: string,
): ReadonlyMap<string, Sighting> {
  const at = ordersByAddress(watched);
  const isAsked = new Set(asked.map(({ paymentId }) => paymentId));
  const sightings = new Map<string, Sighting>();
  const of = ({ paymentId, address }: Watched): Sighting => {
    const isWhole = !look.unread.includes(address);
    const { provider, head } = look;
    return (
      sightings.get(paymentId) ?? { provider, head: head.number, isWhole, absence, facts: [], glimpses: [] }
    );
  };
  for (const fact of look.facts) {
    const order = holderOf(at.get(addressKey(fact.address)) ?? [], fact.at);
    if (order === undefined || !isAsked.has(order.paymentId)) continue;
    const sighting = of(order);
    sightings.set(order.paymentId, { ...sighting, facts: [...sighting.facts, fact] });
  }
  for (const glimpse of look.glimpses) {
    const order = holderOf(at.get(addressKey(glimpse.address)) ?? [], now);
    if (order === undefined || !isAsked.has(order.paymentId)) continue;
    const sighting = of(order);
    sightings.set(order.paymentId, { ...sighting, glimpses: [...sighting.glimpses, glimpse] });
  }
  for (const order of asked) {
    if (order.visitAt !== null && order.visitAt <= now) sightings.set(order.paymentId, of(order));
  }
  return sightings;
}

function ordersByAddress(orders: readonly Watched[]): ReadonlyMap<string, readonly Watched[]> {
  const at = new Map<string, Watched[]>();
  for (const order of orders) {
    const key = addressKey(order.address);
    const here = at.get(key) ?? [];
    here.push(order);
    at.set(key, here);
  }
  return at;
}
