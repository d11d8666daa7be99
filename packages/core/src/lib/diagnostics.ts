import { channel } from "node:diagnostics_channel";

/** Facts published on `node:diagnostics_channel`; nothing secret is in them. Costs nothing when nobody listens. */
const channels = {
  webhook: channel("coincoin:webhook"),
  order: channel("coincoin:order"),
  event: channel("coincoin:event"),
  delivery: channel("coincoin:delivery"),
  attention: channel("coincoin:attention"),
  gateway: channel("coincoin:gateway"),
  spool: channel("coincoin:spool"),
};

export function publish(name: keyof typeof channels, facts: () => object): void {
  const target = channels[name];
  if (target.hasSubscribers) target.publish(facts());
}
