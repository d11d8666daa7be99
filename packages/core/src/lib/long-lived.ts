import { setMaxListeners } from "node:events";

/** A controller whose signal many listen to at once, as long as the process lives: Node 20 warns of more than ten. */
export function longLived(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
