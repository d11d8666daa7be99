import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Check, type Gate, type GateResult, summarize } from "../lib/gate.ts";
import { withPostgres } from "../lib/nest-postgres.ts";
import { createNestProject, nest11, nest12, type Template } from "../lib/nest-project.ts";
import { sell, shopEnvironment } from "../lib/nest-sale.ts";
import { run } from "../lib/run.ts";
import { type Sandbox, startSandbox } from "../lib/sandbox.ts";

type Plan = readonly (readonly [Template, readonly string[]])[];

const whole: Plan = [
  [nest11, ["tsc", "swc", "webpack"]],
  [nest12, ["tsc", "swc", "rspack"]],
];

const short: Plan = [[nest12, ["tsc"]]];

/** The project's own tests, in the runner that its template chose. */
async function test(
  project: string,
  script: string,
  apiUrl: string,
  postgres: Record<string, string>,
): Promise<string | undefined> {
  const env = { ...shopEnvironment(apiUrl, 3000), ...postgres };
  const { code, output } = await run("npm", ["run", script], { cwd: project, env, timeoutMs: 5 * 60_000 });
  const ran = /Tests:? +\d+ passed/.test(output);
  if (code === 0 && ran) return undefined;
  return code === 0 ? `It ran no test:\n${output}` : output;
}

async function build(project: string, builder: string): Promise<string | undefined> {
  const checked = builder === "swc" ? ["--type-check"] : [];
  const { code, output } = await run("npx", ["nest", "build", "--builder", builder, ...checked], {
    cwd: project,
    timeoutMs: 5 * 60_000,
  });
  return code === 0 ? undefined : output;
}

async function checkTemplate(
  template: Template,
  builders: readonly string[],
  folder: string,
  sandbox: Sandbox,
): Promise<Check[]> {
  const label = (text: string) => `nest new of ${template.version}: ${text}`;
  const checks: Check[] = [];
  try {
    const project = await createNestProject(template, builders, folder);
    checks.push({ label: label("npm install, README pasted"), problem: undefined });
    for (const builder of builders) {
      const problem = await build(project, builder);
      checks.push({ label: label(`compiles with ${builder}`), problem });
      if (problem !== undefined) continue;
      checks.push({ label: label(`sells, compiled with ${builder}`), problem: await sell(project, sandbox) });
    }
    await withPostgres(async (postgres) => {
      for (const script of ["test", "test:e2e"]) {
        const problem = await test(project, script, sandbox.apiUrl, postgres);
        checks.push({ label: label(`npm run ${script}`), problem });
      }
    });
  } catch (error) {
    checks.push({ label: label("is made"), problem: String(error) });
  }
  return checks;
}

async function checkAll(plan: Plan): Promise<GateResult> {
  const sandbox = await startSandbox();
  // Outside of the workspace: what a project lacks must not be found in a folder above it.
  const folder = mkdtempSync(path.join(os.tmpdir(), "coincoin-nest-"));
  try {
    const checks: Check[] = [];
    for (const [template, builders] of plan) {
      checks.push(...(await checkTemplate(template, builders, folder, sandbox)));
    }
    return summarize(checks);
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function nestGateOf(name: string, title: string, plan: Plan, isLong: boolean): Gate {
  return {
    name,
    title,
    isLong,
    needsBuild: true,
    runsAlone: true,
    async run({ members, isNarrowed }) {
      const isWanted = !isNarrowed || members.some((member) => member.name === "@coincoin/nestjs");
      return isWanted ? await checkAll(plan) : { passed: 0, failed: 0, output: "" };
    },
  };
}

export const nestShortGate = nestGateOf(
  "nest-short",
  "the README's shop sells in a project made by `nest new` of Nest 12",
  short,
  false,
);

export const nestGate = nestGateOf(
  "nest",
  "the README's shop in projects made by `nest new` of 11 and 12: tsc, swc, webpack, rspack, jest, vitest",
  whole,
  true,
);
