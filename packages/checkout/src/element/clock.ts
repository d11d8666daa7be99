/**
 * The server's time. The customer's clock may be wrong by years, so only how far it moved since the server last said the
 * time is used. Two local clocks are read, because one stops during sleep and the other can be set by hand: whichever moved
 * further counts, so that a page never asks for money after the deadline.
 */
export class ServerClock {
  #server = 0;
  #wall = 0;
  #steady = 0;

  sync(serverTime: string): void {
    this.#server = Date.parse(serverTime);
    this.#wall = Date.now();
    this.#steady = performance.now();
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#server + Math.max(Date.now() - this.#wall, performance.now() - this.#steady);
  }
}
