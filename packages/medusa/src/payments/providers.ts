/** Medusa names a provider `pp_<identifier>_<id of its entry>`, without the last part where the entry has no id. */
const OURS = /^pp_coincoin(?:_|$)/;

export function isOurs(providerId: string): boolean {
  return OURS.test(providerId);
}
