import * as fc from "fast-check";
import { readPlan } from "./plan.ts";
import { theSwitch } from "./switch.ts";

// The same examples for every mutant, and no search for a smaller one: that it fails is enough.
fc.configureGlobal({ seed: 20_260_101, endOnFailure: true });
theSwitch().active = readPlan().always ?? -1;
