import { de } from "./de.ts";
import { en } from "./en.ts";

/** Medusa's dashboard adds these to its own, under the namespace `coincoin`. */
export default { en: { coincoin: en }, de: { coincoin: de } };
