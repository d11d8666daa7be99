import { Child } from "../child/child.ts";
import type { LoadCalls, Volleyed } from "../load/api.ts";
import type { Opened, ServerCalls, ServerName } from "../servers/api.ts";
import type { Work } from "../servers/work.ts";
import type { Share } from "../webhook.ts";

/** A server under way, and where its next order begins. */
export class RunningServer {
  readonly child: Child<ServerCalls>;
  readonly #load: Child<LoadCalls>;
  readonly #opened: Opened;
  #next = 0;

  static async start(
    load: Child<LoadCalls>,
    name: ServerName,
    place = "",
    mode: "time" | "count" = "time",
  ): Promise<RunningServer> {
    const child = new Child<ServerCalls>("servers/process.ts", [name, place, mode]);
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

  /** Webhooks for the last `count` orders that were stocked, and nothing else. */
  fire(count: number, connections: number, perSecond?: number): Promise<Volleyed> {
    const from = this.#next - count;
    return this.#load.call("fire", { ...this.#opened, share: "all", from, count, connections, perSecond });
  }

  /** What so many webhooks, one after the other, ask of the database. Each is handled before the next. */
  async work(count: number): Promise<Work> {
    await this.stock(count);
    await this.child.call("work", null);
    for (let done = 0; done < count; done += 1) {
      const from = this.#next - count + done;
      await this.#load.call("fire", { ...this.#opened, share: "all", from, count: 1, connections: 1 });
      await this.child.call("handled", { count: 1 });
    }
    return this.child.call("work", null);
  }

  /**
   * So many webhooks, each the first for its order. Orders are stored before the clock starts; it stops when all were answered and, of
   * those that are paid, handled.
   */
  async take(
    count: number,
    connections: number,
    { perSecond, share = "all" }: { perSecond?: number; share?: Share } = {},
  ): Promise<Volleyed & { readonly cpuMicros: number }> {
    const from = this.#next;
    await this.stock(count);
    const before = await this.child.call("cpu", null);
    const volley = { ...this.#opened, share, from, count, connections, perSecond };
    const volleyed = await this.#load.call("fire", volley);
    const answeredAt = performance.now();
    if (share === "all") await this.child.call("handled", { count });
    const elapsedMs = volleyed.elapsedMs + performance.now() - answeredAt;
    const cpuMicros = (await this.child.call("cpu", null)) - before;
    return { ...volleyed, elapsedMs, cpuMicros };
  }
}
