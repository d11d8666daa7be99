/** The budget: what a customer downloads once for live pages with QR codes. Each page brings its own language. */
import { gzipSync } from "node:zlib";
import { buildScript } from "./build-script.ts";

export const budgetBytes = 14_500;

export async function measure(): Promise<{ minified: number; gzipped: number }> {
  const code = await buildScript();
  return { minified: Buffer.byteLength(code), gzipped: gzipSync(code, { level: 9 }).length };
}

if (import.meta.main) {
  const { minified, gzipped } = await measure();
  console.log(`checkout.js: ${minified} bytes minified, ${gzipped} bytes gzipped, budget ${budgetBytes}`);
  if (gzipped > budgetBytes) process.exitCode = 1;
}
