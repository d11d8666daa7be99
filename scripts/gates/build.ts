import { build } from "../lib/builds.ts";
import type { Check, Gate } from "../lib/gate.ts";
import { summarize } from "../lib/gate.ts";
import { packages, withDependencies } from "../lib/workspace.ts";

export const buildGate: Gate = {
  name: "build",
  title: "published packages build",
  runsAlone: true,
  async run({ members }) {
    const wanted = members.filter(({ manifest }) => !manifest.private);
    const checks: Check[] = [];
    for (const member of withDependencies(wanted, packages())) {
      const { outcome, output } = await build(member, packages());
      checks.push({ label: member.name, problem: outcome === "failed" ? output : undefined });
    }
    return summarize(checks);
  },
};
