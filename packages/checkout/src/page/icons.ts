import type { Stage } from "../stage.ts";
import { h, type TreeElement } from "./tree.ts";

const check = "M5 12.5l4.5 4.5L19 7.5";
const clock = "M12 6.5V12l3.5 2";
const alert = "M12 6.5v6.5M12 17v.01";
const cross = "M7.5 7.5l9 9M16.5 7.5l-9 9";

const paths: Record<Stage, string> = {
  preparing: clock,
  waiting: clock,
  partial: clock,
  "wrong-coin": alert,
  confirming: clock,
  received: check,
  settled: check,
  over: check,
  late: alert,
  underpaid: alert,
  expired: cross,
  invalid: cross,
};

/** Decoration only: the headline says the same in words. */
export const stageIcon = (stage: Stage): TreeElement =>
  h(
    "svg.icon",
    { viewBox: "0 0 24 24", "aria-hidden": "true" },
    h("circle", { cx: 12, cy: 12, r: 11 }),
    h("path", { d: paths[stage] }),
  );
