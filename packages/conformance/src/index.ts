export { type Runner, type StoreBench, type StoreFactory } from "./store-suite/bench.ts";
export { storeSuite } from "./store-suite/store-suite.ts";
