/**
 * Whether what is sent to this URL stays between us and the host it names: HTTPS, or plain HTTP to this machine or to a host that
 * was allowed by name. URL has normalised the host: "127.1" reads 127.0.0.1 here, and what stands before an "@" is not a host.
 */
export function isPrivateTransport(url: URL, plainHttpHosts: readonly string[] = []): boolean {
  if (url.protocol === "https:") return true;
  return url.protocol === "http:" && (isLoopback(url.hostname) || plainHttpHosts.includes(url.hostname));
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" || hostname === "[::1]" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}
