/** A deterministic stream of numbers in [0, 1). */
export type Random = () => number;
/** A stream of its own for every label, so that one use of chance never shifts another. (Generator: sfc32.) */
export declare function randomStream(seed: string, label: string): Random;
