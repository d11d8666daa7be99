import { fileSpool } from "../../../src/intake/spool.ts";

const [folder = "", run = ""] = process.argv.slice(2);
const spool = fileSpool(folder);

/** Several writers at once, so that a kill meets every step of a put. Each body is told only when it is safe. */
async function write(writer: number): Promise<never> {
  for (let number = 0; ; number++) {
    const body = `run ${run} writer ${writer} number ${number} ${"x".repeat(5_000)}`;
    await spool.put({
      appId: "app-1",
      receivedAt: new Date().toISOString(),
      proofs: { token: "v1.test", signature: "absent" },
      body,
    });
    process.send?.(body);
  }
}

await Promise.all([write(1), write(2), write(3)]);
