/** A webhook URL without its secrets: the last segment of its path and its query stay hidden. */
export declare function maskedUrl(url: string): string;
