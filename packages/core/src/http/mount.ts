/** A mount's base path: "" or "/a/b", never with a slash at the end. */
export function basePathOf(given: string | undefined): string {
  const trimmed = (given ?? "").replace(/\/+$/, "");
  return trimmed === "" || trimmed.startsWith("/") ? trimmed : `/${trimmed}`;
}

/** A request target without origin and base path, cut at "?"; undefined when it is outside the base path. */
export function relativeTarget(
  target: string,
  basePath: string,
): { readonly path: string; readonly search: string } | undefined {
  // A proxy may send the absolute form. `new URL` would also read a host out of "//orders/…".
  const local = target.startsWith("/") ? target : target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "");
  const mark = local.indexOf("?");
  const path = mark < 0 ? local : local.slice(0, mark);
  if (!path.startsWith(`${basePath}/`)) return undefined;
  // A callback address pasted with a slash too many is the same one, under every framework.
  return {
    path: path.slice(basePath.length).replace(/^\/+/, "/"),
    search: mark < 0 ? "" : local.slice(mark + 1),
  };
}
