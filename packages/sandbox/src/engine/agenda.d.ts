/** Things due at a time, taken in order of time and, within one instant, of arrival. */
export declare class Agenda<T> {
    #private;
    add(at: number, item: T): void;
    nextAt(): number | undefined;
    /** Takes the first entry that is due, if any. */
    take(now: number): {
        readonly at: number;
        readonly item: T;
    } | undefined;
    /** Moves what `matches` to another time. */
    move(matches: (item: T) => boolean, at: number): void;
}
