/** How the desk is mounted. `Original` is the server's own request. */
export interface DeskOptions<Original> {
  /**
   * Who is asking, from the shop's own login: the name that is recorded with what they do, at most 200 characters. Null: nobody who
   * may see this. It is asked for each request.
   */
  readonly authorize: Authorize<Original>;
  /** The whole path of the desk as browsers see it. Default: where Express mounted it, else "/desk". */
  readonly path?: string | undefined;
  /** Where somebody who is not logged in is sent. Without it they get 401. */
  readonly loginUrl?: string | undefined;
}

/** Taken from a method, so that a framework's own request type fits where the server's is handed over. */
export type Authorize<Original> = {
  authorize(request: Original): string | null | Promise<string | null>;
}["authorize"];
