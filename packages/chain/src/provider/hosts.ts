import type { ChainEnvironment } from "../environment.ts";
import type { ReaderOptions } from "../options.ts";
import { checkedEndpoints, type Endpoint } from "./endpoint.ts";
import { createHost, type Host } from "./host.ts";

const TIMEOUT_MS = 10_000;

/** The providers of a reader. Throws `config_invalid`. */
export function createHosts(
  network: string,
  urls: readonly (string | Endpoint)[],
  environment: ChainEnvironment,
  { plainHttpHosts = [], timeoutMs = TIMEOUT_MS, onCall }: ReaderOptions,
): Host[] {
  return checkedEndpoints(network, urls, plainHttpHosts).map((endpoint) =>
    createHost({ network, endpoint, environment, timeoutMs, onCall }),
  );
}
