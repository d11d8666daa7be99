import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

export interface Child {
  readonly pid: number;
  readonly lines: string[];
  /** Resolves with the line once there are so many. */
  line(count: number): Promise<string>;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts `test/fixtures/<name>.ts` on the sources. */
export function startChild(name: string, args: readonly string[]): Child {
  const file = fileURLToPath(new URL(`./fixtures/${name}.ts`, import.meta.url));
  const flags = ["--conditions=coincoin-source", "--disable-warning=ExperimentalWarning"];
  const child: ChildProcessByStdio<null, Readable, null> = spawn(
    process.execPath,
    [...flags, file, ...args],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const wake = () => {
    for (const look of waiting) look();
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    wake();
  });
  return {
    pid: child.pid ?? 0,
    lines,
    line: (count) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const line = lines[count - 1];
          if (line === undefined) return;
          waiting.delete(look);
          resolve(line);
        };
        waiting.add(look);
        look();
        void gone.then(() => setImmediate(() => reject(new Error(`ended after: ${lines.join(" | ")}`))));
      }),
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
