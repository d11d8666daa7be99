import { parseArgs } from "node:util";
import type { Console } from "./console.ts";
import { UsageError } from "./failure.ts";

export interface Option {
  readonly type: "string" | "boolean";
  /** What stands for the value in the help: "<url>". */
  readonly value?: string;
  readonly help: string;
  readonly multiple?: boolean;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** After the name: "<payment-id> --collected <coin=amount>". */
  readonly usage: string;
  /** Paragraphs below the usage. */
  readonly description?: string;
  readonly options: Readonly<Record<string, Option>>;
  /** The most words that may follow the name. */
  readonly words: number;
  run(call: Call): Promise<number>;
}

/** What was asked for. */
export interface Call {
  readonly console: Console;
  readonly words: readonly string[];
  readonly options: Given;
  /** Print JSON, for programs. */
  readonly json: boolean;
}

/** Exit codes. */
export const OK = 0;
/** Something is wrong, and the command says what. */
export const WRONG = 1;
/** The command was not understood, or is not configured. */
export const MISUSED = 2;

/** Options as they were given. */
export class Given {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === "string" ? value : undefined;
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  list(name: string): readonly string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  }

  /** @throws UsageError unless it is a whole number in this range. */
  wholeNumber(name: string, range: { min: number; max: number; fallback: number }): number {
    const text = this.text(name);
    if (text === undefined) return range.fallback;
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= range.min && number <= range.max) return number;
    throw new UsageError(`--${name} is a whole number from ${range.min} to ${range.max}, not "${text}".`);
  }
}

const COMMON: Readonly<Record<string, Option>> = {
  json: { type: "boolean", help: "print JSON, for programs" },
  help: { type: "boolean", help: "show this" },
};

/** @throws UsageError for what the command does not know. */
export function parseCall(command: Command, args: readonly string[], console: Console): Call {
  const options = { ...command.options, ...COMMON };
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  );
  const { values, positionals } = parsed(args, config);
  const excess = positionals[command.words];
  if (excess !== undefined) throw new UsageError(`"${excess}" is one word too many.`);
  return { console, words: positionals, options: new Given(values), json: values["json"] === true };
}

function parsed(
  args: readonly string[],
  options: Record<string, { type: Option["type"]; multiple: boolean }>,
) {
  const secret = args.find((arg) => /^--(secret|secret-key|key)(=|$)/.test(arg));
  if (secret !== undefined) {
    throw new UsageError(
      "A secret on the command line is seen by everybody on this machine and stays in the shell's history. Put it into COINCOIN_SECRET_KEY, or into a file for --secret-file or --env.",
    );
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

export function helpOf(command: Command): string {
  const lines = Object.entries({ ...command.options, ...COMMON }).map(([name, { value, help }]) => {
    const option = `--${name}${value === undefined ? "" : ` ${value}`}`;
    return `  ${option.padEnd(32)} ${help}`;
  });
  const description = command.description === undefined ? "" : `\n${command.description}\n`;
  return `${command.summary}\n\nUsage: coincoin ${command.name} ${command.usage}\n${description}\nOptions\n${lines.join("\n")}\n`;
}
