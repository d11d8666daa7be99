import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";

/** Where a command reads from and writes to. */
export interface Console {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asks for a yes; undefined where nobody is there to be asked. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Colours, where they can be seen. */
  readonly paint: (style: Style, text: string) => string;
}

export type Style = "green" | "yellow" | "red" | "dim" | "bold";

export function processConsole(): Console {
  const { stdin, stdout, stderr, env } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    env,
    confirm: stdin.isTTY && stderr.isTTY ? ask : undefined,
    // Heeds NO_COLOR and whether this is a terminal.
    paint: (style, text) => styleText(style, text, { stream: stdout }),
  };
}

async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
