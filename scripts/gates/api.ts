import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type ApiReport, apiReports } from "../lib/api-report.ts";
import { type Check, type Gate, summarize } from "../lib/gate.ts";
import { root } from "../lib/workspace.ts";

const WAY_OUT = "If that is meant: npm run ws -- run api, and a changeset.";
const SHOWN = 40;

/** The lines that are only in one of the two, as many as a person reads. */
function difference(before: string, after: string): string {
  const old = new Set(before.split("\n"));
  const now = new Set(after.split("\n"));
  const lines = [
    ...[...old].filter((line) => !now.has(line)).map((line) => `- ${line}`),
    ...[...now].filter((line) => !old.has(line)).map((line) => `+ ${line}`),
  ];
  const more = lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more`] : [];
  return [...lines.slice(0, SHOWN), ...more].join("\n") || "  the same lines, in another order";
}

function compare({ file, text }: ApiReport): Check {
  const absolute = path.join(root, file);
  const known = existsSync(absolute) ? readFileSync(absolute, "utf8") : "";
  return { label: file, problem: known === text ? undefined : `${difference(known, text)}\n${WAY_OUT}` };
}

/** Nobody changes what merchants compile against without noticing. */
export const apiGate: Gate = {
  name: "api",
  title: "public declarations are those in api/",
  async run({ members, isNarrowed }) {
    const checks: Check[] = [];
    for (const member of members.filter(({ manifest }) => !manifest.private)) {
      try {
        checks.push(...(await apiReports(member)).map(compare));
      } catch (error) {
        checks.push({ label: member.name, problem: `Its declarations could not be made: ${String(error)}` });
      }
    }
    const reports = existsSync(path.join(root, "api")) ? readdirSync(path.join(root, "api")) : [];
    const stale = reports.filter((name) => !checks.some(({ label }) => label === `api/${name}`));
    const problem = `No entry point has this name any more. ${WAY_OUT}`;
    return summarize([...checks, ...(isNarrowed ? [] : stale).map((name) => ({ label: name, problem }))]);
  },
};
