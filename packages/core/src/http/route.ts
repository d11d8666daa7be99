import type { SurfaceHost } from "./host.ts";
import type { SurfaceReply, SurfaceRequest } from "./message.ts";
import type { SurfaceOptions } from "./options.ts";
import type { StreamSlots } from "./streams.ts";

export interface Route<Original> {
  /** Its one group is what varies. */
  readonly path: RegExp;
  /** GET includes HEAD. */
  readonly methods: readonly ("GET" | "POST")[];
  handle(
    request: SurfaceRequest<Original>,
    context: RouteContext<Original>,
  ): SurfaceReply | Promise<SurfaceReply>;
}

/** What a route is given besides the request. `id` is the decoded part of the path that varies. */
export interface RouteContext<Original> {
  readonly host: SurfaceHost;
  readonly options: SurfaceOptions<Original>;
  readonly slots: StreamSlots;
  readonly id: string | undefined;
}
