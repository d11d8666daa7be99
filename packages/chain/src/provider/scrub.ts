import type { CheckedEndpoint } from "./endpoint.ts";

const MAX_LENGTH = 200;
/** Shorter parts of a path are words such as "v1", and hide more of a message than they protect. */
const SHORTEST_SECRET = 8;

/** Makes what a provider wrote fit for a message of ours: short, of one line, without URLs and without any part of its own. */
export function scrubber({ url, headers }: CheckedEndpoint): (text: string) => string {
  const parts = [
    ...url.pathname.split("/"),
    ...url.searchParams.values(),
    url.hostname.split(".")[0] ?? "",
    ...Object.values(headers).flatMap((value) => [value, ...value.split(" ")]),
  ];
  const secrets = parts
    .flatMap((part) => [part, decoded(part)])
    .filter((part) => part.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text.replace(/\b[a-z]+:\/\/\S+/gi, "[url]");
    for (const secret of secrets) clean = clean.replaceAll(secret, "[secret]");
    // oxlint-disable-next-line eslint/no-control-regex -- they are what has to go
    clean = clean.replace(/[\u0000-\u001f\u007f]+/g, " ").trim();
    return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean;
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
