import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  type Compiler,
  type Consumer,
  compile,
  compilers,
  createConsumer,
  type Manager,
  type ModuleKind,
  managers,
  moduleKinds,
  runFolder,
  runsOn,
} from "../lib/consumer.ts";
import { type Check, type Gate, type GateResult, summarize } from "../lib/gate.ts";
import { fetchNodes, nodeBinary, nodeVersions } from "../lib/nodes.ts";
import { mapWithLimit } from "../lib/pool.ts";
import { run } from "../lib/run.ts";
import { credentials, startSandbox } from "../lib/sandbox.ts";
import { packages, type WorkspacePackage } from "../lib/workspace.ts";

interface Matrix {
  readonly managers: readonly Manager[];
  readonly compilers: readonly Compiler[];
  readonly moduleKinds: readonly ModuleKind[];
  readonly nodes: readonly string[];
}

const whole: Matrix = {
  managers,
  compilers,
  moduleKinds,
  nodes: nodeVersions,
};

/** A plugin is loaded by a Medusa backend and by nothing else; the package's own tests do that with a real store. */
const IN_ITS_OWN_HOST = "@coincoin/medusa";

const short: Matrix = {
  managers: ["pnpm"],
  compilers: ["typescript-5.9"],
  moduleKinds: ["nodenext"],
  nodes: [nodeVersions[0], nodeVersions[2]],
};

const SNIPPET_MS = 3_000;

/** Runs a README's snippet against the sandbox: it has to end well, or, where it serves, to be still alive. */
async function runSnippet(
  file: string,
  cwd: string,
  node: string,
  apiUrl: string,
): Promise<string | undefined> {
  const child = spawn(node, [file], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      COINCOIN_APP_ID: credentials.appId,
      COINCOIN_SECRET_KEY: credentials.secretKey,
      COINCOIN_API_URL: apiUrl,
      COINCOIN_PUBLIC_URL: "https://shop.example/coincoin",
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  const exit: Promise<unknown[]> = once(child, "exit");
  const ended = await Promise.race([exit, delay(SNIPPET_MS, undefined, { ref: false })]);
  if (ended === undefined) {
    child.kill("SIGKILL");
    await exit;
    return undefined;
  }
  return ended[0] === 0 ? undefined : output;
}

/** Snippets of servers may all want the same port. */
let lastSnippet: Promise<unknown> = Promise.resolve();

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = lastSnippet.then(work);
  lastSnippet = turn.catch(() => {});
  return await turn;
}

async function checkOnNode(
  consumer: Consumer,
  version: string,
  snippet: string,
  apiUrl: string,
): Promise<Check[]> {
  const node = nodeBinary(version);
  const checks: Check[] = [];
  for (const file of ["esm.mjs", "cjs.cjs"]) {
    const { code, output } = await run(node, [file], { cwd: consumer.dir, timeoutMs: 60_000 });
    checks.push({ label: `Node ${version}, ${file}`, problem: code === 0 ? undefined : output });
  }
  if (consumer.hasSnippet) {
    const folder = runFolder(consumer, `run-${version}`);
    const problem = await inTurn(async () => await runSnippet(snippet, folder, node, apiUrl));
    checks.push({ label: `Node ${version}, first snippet of the README`, problem });
  }
  return checks;
}

async function checkConsumer(consumer: Consumer, matrix: Matrix, apiUrl: string): Promise<Check[]> {
  const checks: Check[] = [];
  for (const compiler of matrix.compilers) {
    for (const kind of matrix.moduleKinds) {
      const problem = await compile(consumer, compiler, kind);
      checks.push({ label: `${compiler}, module ${kind}`, problem });
    }
  }
  const compiled = `out-${matrix.compilers.at(-1)}-nodenext`;
  const snippet = path.join(consumer.dir, compiled, "snippet.mjs");
  for (const version of matrix.nodes.filter((version) => runsOn(version, consumer.engine))) {
    checks.push(...(await checkOnNode(consumer, version, snippet, apiUrl)));
  }
  return checks;
}

async function checkInstall(matrix: Matrix, wanted: readonly WorkspacePackage[]): Promise<GateResult> {
  await fetchNodes();
  const sandbox = await startSandbox();
  // Outside of the workspace: what a project lacks must not be found in a folder above it.
  const folder = mkdtempSync(path.join(os.tmpdir(), "coincoin-install-"));
  const jobs = wanted.flatMap((member) => matrix.managers.map((manager) => ({ member, manager })));
  try {
    const checks = await mapWithLimit(jobs, 2, async ({ member, manager }): Promise<Check[]> => {
      const label = (text: string) => `${member.name} by ${manager}: ${text}`;
      try {
        const consumer = await createConsumer(member, packages(), manager, folder);
        const found = await checkConsumer(consumer, matrix, sandbox.apiUrl);
        return found.map((check) => ({ ...check, label: label(check.label) }));
      } catch (error) {
        return [{ label: label("install"), problem: String(error) }];
      }
    });
    return summarize(checks.flat());
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function installGateOf(name: string, title: string, matrix: Matrix, isLong: boolean): Gate {
  return {
    name,
    title,
    isLong,
    needsBuild: true,
    runsAlone: true,
    run: async ({ members }) => {
      const wanted = members.filter(({ name, manifest }) => !manifest.private && name !== IN_ITS_OWN_HOST);
      return await checkInstall(matrix, wanted);
    },
  };
}

export const installShortGate = installGateOf(
  "install-short",
  "tarballs work in fresh projects: pnpm, one TypeScript, oldest and newest-but-one Node",
  short,
  false,
);

export const installGate = installGateOf(
  "install",
  "tarballs work in fresh projects: npm and pnpm, every TypeScript, module kind and Node",
  whole,
  true,
);
