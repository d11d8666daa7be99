export {
  type AdapterFactory,
  type AdapterSetup,
  adapterSuite,
  type MountedAdapter,
} from "./adapter-suite/index.ts";
export type { Runner } from "./runner.ts";
export type { StoreBench, StoreFactory } from "./store-suite/bench.ts";
export { storeSuite } from "./store-suite/store-suite.ts";
