import { ChainError } from "../errors.ts";

/** A provider of one network. The URL is a secret: most hold a key. */
export interface Endpoint {
  readonly url: string;
  /** Sent with every request to it, such as `{ "TRON-PRO-API-KEY": key }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What logs, facts and metrics call it. Default: the last two labels of its host name. */
  readonly name?: string;
}

export interface CheckedEndpoint {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly name: string;
}

/** Throws `config_invalid`, and never with a URL in the message: it may be one with a key. */
export function checkedEndpoints(
  network: string,
  endpoints: readonly (string | Endpoint)[],
  plainHttpHosts: readonly string[],
): CheckedEndpoint[] {
  if (endpoints.length === 0) throw invalid(network, "has no provider. Give the URL of at least one");
  const checked = endpoints.map((one, place) => checkedEndpoint(network, one, place, plainHttpHosts));
  const names = checked.map(({ name }) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) {
    const message = `has two providers called "${twice}". Two URLs of one company are one opinion: take another one, or name both where they are independent`;
    throw invalid(network, message);
  }
  return checked;
}

function checkedEndpoint(
  network: string,
  given: string | Endpoint,
  place: number,
  plainHttpHosts: readonly string[],
): CheckedEndpoint {
  const { url: text, headers = {}, name }: Endpoint = typeof given === "string" ? { url: given } : given;
  const which = `provider ${place + 1}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw invalid(network, `${which} has no usable URL: it has to be a whole one that begins with https://`);
  }
  if (url.username !== "" || url.password !== "") {
    throw invalid(network, `${which} has user and password in its URL: send them as a header`);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname) && !plainHttpHosts.includes(url.hostname)) {
    throw invalid(
      network,
      `${which} is reached without TLS, and what it says could be changed on the way. Use https, or name its host in plainHttpHosts`,
    );
  }
  return { url, headers, name: name ?? publicName(url) };
}

/** A key may be a label of the host's name too, so only its end is shown. */
function publicName(url: URL): string {
  const isAddress = /^[\d.]+$|^\[|^localhost$/.test(url.hostname);
  return isAddress ? url.host : url.hostname.split(".").slice(-2).join(".");
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" || hostname === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}

function invalid(network: string, what: string): ChainError {
  return new ChainError("config_invalid", `The reader of ${network} ${what}.`);
}
