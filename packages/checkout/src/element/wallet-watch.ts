const patienceMs = 1500;

/**
 * A link to a wallet that is not there does nothing, and browsers say nothing. A wallet that opens takes the page out of
 * sight, or at least its focus.
 */
export class WalletWatch {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listening = new AbortController();

  /** A link to a wallet was followed. */
  start(onNothing: () => void): void {
    this.stop();
    this.#listening = new AbortController();
    const listen = { signal: this.#listening.signal };
    const opened = (): void => this.stop();
    window.addEventListener("blur", opened, listen);
    window.addEventListener("pagehide", opened, listen);
    document.addEventListener("visibilitychange", opened, listen);
    this.#timer = setTimeout(() => {
      this.stop();
      onNothing();
    }, patienceMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#listening.abort();
  }
}
