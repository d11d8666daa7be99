/** A reader of server-sent events, as strict as the standard is. */
export interface EventStream {
  readonly response: Response;
  /** The next event; undefined when the stream has ended. Comments are passed over. */
  next(): Promise<OrderEvent | undefined>;
  close(): void;
}

export interface OrderEvent {
  readonly event: string;
  readonly id: string;
  readonly view: unknown;
}

/** @throws Error when the answer is not an event stream. */
export async function openStream(url: string, lastEventId?: string): Promise<EventStream> {
  const aborter = new AbortController();
  const response = await fetch(url, {
    headers: {
      accept: "text/event-stream",
      ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
    },
    signal: aborter.signal,
  });
  if (response.status !== 200 || response.body === null) {
    throw new Error(`The stream answered ${response.status}: ${await response.text()}`);
  }
  const body: ReadableStream<Uint8Array> = response.body;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let buffered = "";
  return {
    response,
    close: () => aborter.abort(),
    async next() {
      for (;;) {
        const end = buffered.indexOf("\n\n");
        if (end >= 0) {
          const event = parse(buffered.slice(0, end));
          buffered = buffered.slice(end + 2);
          if (event !== undefined) return event;
          continue;
        }
        const { done, value } = await reader.read();
        if (done) return undefined;
        buffered += decoder.decode(value, { stream: true });
      }
    },
  };
}

function parse(block: string): OrderEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ""));
  }
  const data = fields.get("data");
  if (data === undefined) return undefined;
  const view: unknown = JSON.parse(data);
  return { event: fields.get("event") ?? "message", id: fields.get("id") ?? "", view };
}
