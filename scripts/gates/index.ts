import type { Gate } from "../lib/gate.ts";
import { apiGate } from "./api.ts";
import { architectureGate } from "./architecture.ts";
import { buildGate } from "./build.ts";
import { importsGate } from "./imports.ts";
import { installGate, installShortGate } from "./install.ts";
import { manifestsGate } from "./manifests.ts";
import { nestGate, nestShortGate } from "./nest.ts";
import { attwGate, publintGate } from "./published.ts";
import { runtimesGate } from "./runtimes.ts";
import { snippetsGate } from "./snippets.ts";
import { docsGate, formatGate, knipGate, lintGate, sizeGate } from "./tools.ts";
import { typecheckGate } from "./typecheck.ts";
import { unitGate } from "./unit.ts";

/** In the order in which they run: what fails most often and is known fastest comes first. */
export const gates: readonly Gate[] = [
  formatGate,
  lintGate,
  typecheckGate,
  importsGate,
  architectureGate,
  knipGate,
  snippetsGate,
  apiGate,
  docsGate,
  buildGate,
  manifestsGate,
  publintGate,
  attwGate,
  sizeGate,
  unitGate,
  runtimesGate,
  installShortGate,
  nestShortGate,
  installGate,
  nestGate,
];
