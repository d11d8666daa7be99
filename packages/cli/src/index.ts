export type { Console } from "./console.ts";
export type { Check, DoctorReport } from "./doctor/check.ts";
export { run } from "./run.ts";
