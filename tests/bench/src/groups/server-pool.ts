import { Child } from "../child/child.ts";
import type { LoadCalls, Volleyed } from "../load/api.ts";
import type { Opened, ServerCalls, ServerName } from "../servers/api.ts";

/** A server under way, and where its next order begins. */
export class RunningServer {
  readonly child: Child<ServerCalls>;
  readonly #load: Child<LoadCalls>;
  readonly #opened: Opened;
  #next = 0;

  static async start(load: Child<LoadCalls>, name: ServerName, place = ""): Promise<RunningServer> {
    const child = new Child<ServerCalls>("servers/process.ts", [name, place]);
    return new RunningServer(child, load, await child.call("open", null));
  }

  private constructor(child: Child<ServerCalls>, load: Child<LoadCalls>, opened: Opened) {
    this.child = child;
    this.#load = load;
    this.#opened = opened;
  }

  /** Orders that nobody is going to pay. */
  async stock(count: number): Promise<void> {
    await this.child.call("seed", { from: this.#next, count });
    this.#next += count;
  }

  /** So many webhooks, each the first for its order. Orders are stored before the clock starts. */
  async take(
    count: number,
    connections: number,
    perSecond?: number,
  ): Promise<Volleyed & { readonly cpuMicros: number }> {
    const from = this.#next;
    await this.stock(count);
    const before = await this.child.call("cpu", null);
    const volleyed = await this.#load.call("fire", { ...this.#opened, from, count, connections, perSecond });
    const cpuMicros = (await this.child.call("cpu", null)) - before;
    return { ...volleyed, cpuMicros };
  }
}
