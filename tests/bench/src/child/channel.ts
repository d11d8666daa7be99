/** A process can be asked by name; what goes in and what comes back is said by an interface that both sides know. */
export type In<Calls, Name extends keyof Calls> = Calls[Name] extends { readonly in: infer Input }
  ? Input
  : never;
export type Out<Calls, Name extends keyof Calls> = Calls[Name] extends { readonly out: infer Output }
  ? Output
  : never;

export interface Call {
  readonly id: number;
  readonly name: string;
  /** Whoever sends it holds to that interface. */
  readonly input: never;
}

export type Reply =
  | { readonly id: number; readonly output: never; readonly error?: undefined }
  | { readonly id: number; readonly error: string };

type Handlers<Calls> = {
  readonly [Name in keyof Calls]: (input: In<Calls, Name>) => Out<Calls, Name> | Promise<Out<Calls, Name>>;
};

/** The child's side: answers calls until the parent is gone. */
export function expose<Calls>(handlers: Handlers<Calls>): void {
  const known = new Map<string, (input: never) => unknown>(Object.entries(handlers));
  const answer = async ({ id, name, input }: Call) => {
    try {
      const output = await known.get(name)?.(input);
      process.send?.({ id, output });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
  process.on("message", (call: Call) => void answer(call));
  process.once("disconnect", () => process.exit(0));
}
