import type { ChainReader } from "@coincoin/chain";

/** Sees that of all processes one looks at a time. */
export class Alone {
  readonly broken: string[] = [];
  #looking = 0;

  /** The reader of one more process. */
  watch(reader: ChainReader): ChainReader {
    return {
      ...reader,
      look: async (query) => {
        this.#looking += 1;
        if (this.#looking > 1) this.broken.push("two processes looked at once");
        try {
          return await reader.look(query);
        } finally {
          this.#looking -= 1;
        }
      },
    };
  }
}
