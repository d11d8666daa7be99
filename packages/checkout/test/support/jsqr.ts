import { createRequire } from "node:module";
import type decode from "jsqr";

/** jsqr is CommonJS whose types promise a default export of a module. */
export const jsQr: typeof decode.default = createRequire(import.meta.url)("jsqr");
