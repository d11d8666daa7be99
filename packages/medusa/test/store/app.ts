import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

const packageDir = path.resolve(import.meta.dirname, "../..");
const workspace = path.resolve(packageDir, "../..");

/** What a merchant gets from the registry, for the plugin. */
const INSTALLED = ["checkout", "core", "sql", "medusa"] as const;

/** Another Medusa than the one that is here: MEDUSA_VERSION=2.19.0, half a gigabyte to download. */
const VERSION = process.env["MEDUSA_VERSION"];

/**
 * A store's project in a folder of its own, with our packages installed from their tarballs. Medusa itself is found in
 * the folders above, where it is installed already, unless another version is asked for.
 */
export async function installApp(): Promise<string> {
  const app = path.join(packageDir, ".store", `app-${process.pid}`);
  rmSync(app, { recursive: true, force: true });
  mkdirSync(path.join(app, "src", "scripts"), { recursive: true });
  if (!existsSync(path.join(packageDir, ".medusa", "server", "package.json"))) {
    throw new Error("The packages have to be built first: npm run build (npm test does).");
  }
  writePackage(app);
  if (VERSION !== undefined) await installMedusa(app);
  await Promise.all(INSTALLED.map((folder) => install(folder, app)));
  const fixture = path.join(import.meta.dirname, "app");
  for (const file of ["medusa-config.js", "build-admin.js"])
    cpSync(path.join(fixture, file), path.join(app, file));
  cpSync(path.join(fixture, "seed.js"), path.join(app, "src", "scripts", "seed.js"));
  cpSync(path.join(fixture, "own-route.js"), path.join(app, "src", "api", "own", "[what]", "route.js"));
  cpSync(path.join(fixture, "subscriber.js"), path.join(app, "src", "subscribers", "subscriber.js"));
  cpSync(path.join(fixture, "workflow.js"), path.join(app, "src", "workflows", "workflow.js"));
  return app;
}

function writePackage(app: string): void {
  const medusa = VERSION ?? "*";
  // Medusa's commands want to see the first two named.
  const dependencies = {
    "@medusajs/medusa": medusa,
    "@coincoin/medusa": "*",
    ...(VERSION === undefined
      ? {}
      : { "@medusajs/framework": medusa, "@medusajs/cli": medusa, "@swc/core": "1.7.28" }),
  };
  writeFileSync(
    path.join(app, "package.json"),
    JSON.stringify({ name: "store", private: true, dependencies }),
  );
}

/** As in a merchant's project: what the plugin finds is what is installed beside it. */
async function installMedusa(app: string): Promise<void> {
  const file = path.join(app, "package.json");
  const whole = readFileSync(file, "utf8");
  const manifest: { dependencies: Record<string, string> } = JSON.parse(whole);
  delete manifest.dependencies["@coincoin/medusa"];
  writeFileSync(file, JSON.stringify(manifest));
  const options = ["--ignore-workspace", "--ignore-scripts", "--config.node-linker=hoisted"];
  await execute("pnpm", ["install", ...options, "--config.strict-peer-dependencies=false"], { cwd: app });
  writeFileSync(file, whole);
}

async function install(folder: string, app: string): Promise<void> {
  const target = path.join(app, "node_modules", "@coincoin", folder);
  mkdirSync(target, { recursive: true });
  const tarball = await pack(folder, path.join(app, "tarballs", folder));
  await execute("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"]);
}

/** The tarball of one of our packages, as the registry gets it. */
export async function pack(folder: string, destination: string): Promise<string> {
  mkdirSync(destination, { recursive: true });
  const from = path.join(workspace, "packages", folder);
  const { stdout } = await execute("pnpm", ["pack", "--json", "--pack-destination", destination], {
    cwd: from,
  });
  const { filename }: { filename: string } = JSON.parse(stdout);
  return path.resolve(destination, filename);
}
