import type { ServerResponse } from "node:http";
import type { Sandbox } from "../contract.ts";
import { fragments } from "./page.ts";

const HEARTBEAT_MS = 15_000;
const COALESCE_MS = 50;

/** Server-sent events for the dashboard: at every change, the parts of the page that are new. */
export function openEvents(sandbox: Sandbox, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const known = new Map<string, string>();
  let scheduled: NodeJS.Timeout | undefined;

  function push(): void {
    scheduled = undefined;
    const current = fragments(sandbox);
    const changed = current.filter(({ key, html }) => known.get(key) !== html);
    for (const { key, html } of changed) known.set(key, html);
    if (changed.length === 0) return;
    response.write(`data: ${JSON.stringify({ keys: current.map(({ key }) => key), changed })}\n\n`);
  }

  const stop = sandbox.onChange(() => {
    scheduled ??= setTimeout(push, COALESCE_MS);
  });
  const heartbeat = setInterval(() => response.write(": still here\n\n"), HEARTBEAT_MS);
  response.on("close", () => {
    stop();
    clearInterval(heartbeat);
    clearTimeout(scheduled);
  });
  push();
}
