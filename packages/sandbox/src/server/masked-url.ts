/** A webhook URL without its secrets: the last segment of its path and its query stay hidden. */
export function maskedUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  const parts = pathname.split("/");
  const last = parts.pop() ?? "";
  return `${origin}${parts.join("/")}/${last === "" ? "" : "…"}`;
}
