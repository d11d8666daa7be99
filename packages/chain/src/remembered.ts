/** More than a network has open orders. */
const MOST = 4_000;

/** `read`, which costs time, with its last results remembered: the same addresses are asked for every few seconds. */
export function remembered(read: (text: string) => string | undefined): (text: string) => string | undefined {
  const results = new Map<string, string | undefined>();
  return (text) => {
    if (results.has(text)) return results.get(text);
    const result = read(text);
    results.set(text, result);
    const [oldest] = results.keys();
    if (results.size > MOST && oldest !== undefined) results.delete(oldest);
    return result;
  };
}
