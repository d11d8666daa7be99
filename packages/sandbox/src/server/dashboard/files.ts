import type { Sandbox } from "../contract.ts";
import type { Answer } from "../http.ts";
import { renderPage } from "./page.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The dashboard's three files. Nothing in them comes from anywhere else. */
export function dashboardFile(sandbox: Sandbox, path: string): Answer | undefined {
  if (path === "/") return file("text/html", renderPage(sandbox));
  if (path === "/_sandbox/dashboard.js") return file("text/javascript", script);
  if (path === "/_sandbox/dashboard.css") return file("text/css", style);
  return undefined;
}

function file(type: string, body: string): Answer {
  return {
    status: 200,
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "cache-control": "no-store",
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "referrer-policy": "no-referrer",
    },
    body,
  };
}
