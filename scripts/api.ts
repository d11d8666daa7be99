// node scripts/api.ts: writes what each published package offers to api/, for a change that means to change it.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { apiReports } from "./lib/api-report.ts";
import { published, root } from "./lib/workspace.ts";

const dir = path.join(root, "api");
mkdirSync(dir, { recursive: true });
const written: string[] = [];
for (const member of published()) {
  for (const { file, text } of await apiReports(member)) {
    writeFileSync(path.join(root, file), text);
    written.push(path.basename(file));
  }
}
for (const stale of readdirSync(dir).filter((file) => !written.includes(file))) rmSync(path.join(dir, stale));
process.stdout.write(`api/: ${written.length} reports\n`);
