import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

const packageDir = path.resolve(import.meta.dirname, "../..");
const workspace = path.resolve(packageDir, "../..");

/** What a merchant gets from the registry, for the plugin. */
const INSTALLED = ["checkout", "core", "sql", "medusa"] as const;

/**
 * A store's project in a folder of its own, with our packages installed from their tarballs. Medusa itself is found in
 * the folders above, where it is installed already.
 */
export async function installApp(): Promise<string> {
  const app = path.join(packageDir, ".store", `app-${process.pid}`);
  rmSync(app, { recursive: true, force: true });
  mkdirSync(path.join(app, "src", "scripts"), { recursive: true });
  if (!existsSync(path.join(packageDir, ".medusa", "server", "package.json"))) {
    throw new Error("The packages have to be built first: npm run build (npm test does).");
  }
  await Promise.all(INSTALLED.map((folder) => install(folder, app)));
  const fixture = path.join(import.meta.dirname, "app");
  for (const file of ["medusa-config.js", "build-admin.js"])
    cpSync(path.join(fixture, file), path.join(app, file));
  cpSync(path.join(fixture, "seed.js"), path.join(app, "src", "scripts", "seed.js"));
  // Medusa's commands want to see it named.
  const dependencies = { "@medusajs/medusa": "*", "@coincoin/medusa": "*" };
  writeFileSync(
    path.join(app, "package.json"),
    JSON.stringify({ name: "store", private: true, dependencies }),
  );
  return app;
}

async function install(folder: string, app: string): Promise<void> {
  const target = path.join(app, "node_modules", "@coincoin", folder);
  const tarballs = path.join(app, "tarballs", folder);
  mkdirSync(target, { recursive: true });
  mkdirSync(tarballs, { recursive: true });
  const from = path.join(workspace, "packages", folder);
  const { stdout } = await execute("pnpm", ["pack", "--json", "--pack-destination", tarballs], { cwd: from });
  const { filename }: { filename: string } = JSON.parse(stdout);
  await execute("tar", ["-xzf", path.resolve(tarballs, filename), "-C", target, "--strip-components=1"]);
}
