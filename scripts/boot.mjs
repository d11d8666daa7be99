// From a machine with Node and npm and nothing else to the workspace's own pnpm and Node, then on to a command:
//   start [args]   install, build what the example shop needs, run the shop
//   test [args]    install, run every gate (scripts/test.ts)
//   ws <args>      install if a script is asked for, then the workspace's pnpm with these arguments, e.g. `npm run ws -- --filter @coincoin/core test`
// Only Node's built-ins here: nothing is installed yet when this runs.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const TOOLS = { pnpm: "12.21.0", node: "24.21.0" };
const SHOP = path.join("examples", "express-shop");
const USAGE =
  "Usage: npm start [-- --once]   npm test [-- --only lint,unit]   npm run ws -- <pnpm arguments>";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const toolsDir = path.join(root, ".tools");
const binDir = path.join(toolsDir, "node_modules", ".bin");
const toolsStamp = path.join(toolsDir, "tools.json");
const installStamps = path.join(toolsDir, "install.json");

const say = (line) => process.stderr.write(`[workspace] ${line}\n`);

function fail(line, code = 1) {
  say(line);
  process.exit(code);
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

function isWritable(dir) {
  try {
    accessSync(dir, constants.W_OK);
    return statSync(dir).isDirectory();
  } catch {
    return false;
  }
}

/** Caches go below the home folder; where there is none to write to, they go below `.tools` instead. */
function cacheFolders() {
  if (process.env.HOME && isWritable(os.homedir())) return {};
  const home = path.join(toolsDir, "home");
  mkdirSync(home, { recursive: true });
  return {
    npm_config_cache: path.join(home, "npm"),
    XDG_DATA_HOME: path.join(home, "data"),
    XDG_CACHE_HOME: path.join(home, "cache"),
    XDG_STATE_HOME: path.join(home, "state"),
  };
}

/**
 * The environment of everything that runs with the pinned tools. The npm that started this script describes itself in
 * `npm_*` variables, which pnpm would take for its own configuration; where packages come from is all it may keep.
 */
function workspaceEnvironment() {
  const kept = /^npm_config_(registry|cafile)$/i;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || kept.test(name)),
  );
  return { ...env, ...cacheFolders(), PATH: `${binDir}${path.delimiter}${process.env.PATH ?? ""}` };
}

function versionOf(tool, env) {
  const answer = spawnSync(path.join(binDir, tool), ["--version"], { cwd: toolsDir, env, encoding: "utf8" });
  return answer.status === 0 ? answer.stdout.trim().replace(/^v/, "") : undefined;
}

function ensureTools(env) {
  const wanted = JSON.stringify({ ...TOOLS, platform: `${process.platform}-${process.arch}` });
  const isReady = existsSync(toolsStamp) && readFileSync(toolsStamp, "utf8") === wanted;
  if (isReady && Object.keys(TOOLS).every((tool) => existsSync(path.join(binDir, tool)))) return;

  const since = Date.now();
  say(`fetching pnpm ${TOOLS.pnpm} and node ${TOOLS.node} into .tools (once, about half a minute)`);
  for (const leftover of ["node_modules", "package-lock.json", "tools.json"]) {
    rmSync(path.join(toolsDir, leftover), { recursive: true, force: true });
  }
  mkdirSync(toolsDir, { recursive: true });
  // Both put their binary in place with an install script, which npm runs only for packages named in `allowScripts`.
  const manifest = { private: true, dependencies: TOOLS, allowScripts: { pnpm: true, node: true } };
  writeFileSync(path.join(toolsDir, "package.json"), JSON.stringify(manifest, undefined, 2));
  const install = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: toolsDir,
    env: { ...process.env, ...cacheFolders() },
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (install.error?.code === "ENOENT")
    fail("npm is not on the PATH; it is needed once, to fetch the tools.");
  if (install.status !== 0) fail("npm could not fetch the tools; its message is above.", install.status ?? 1);
  for (const [tool, version] of Object.entries(TOOLS)) {
    const found = versionOf(tool, env);
    if (found !== version) fail(`.tools holds ${tool} ${found ?? "that does not run"}, not ${version}.`);
  }
  writeFileSync(toolsStamp, wanted);
  say(`tools are ready (${seconds(since)})`);
}

/** Everything that decides what `pnpm install` puts on disk. */
function installInputs() {
  const manifests = ["packages", "tests", "examples"].flatMap((group) => {
    const dir = path.join(root, group);
    const names = existsSync(dir) ? readdirSync(dir).sort() : [];
    return names.map((name) => path.join(group, name, "package.json"));
  });
  const files = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ".pnpmfile.cjs", ...manifests];
  const hash = createHash("sha256");
  for (const file of files.filter((name) => existsSync(path.join(root, name)))) {
    hash.update(`${file}\n`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

/**
 * Installs what is asked for: everything, or what the shop and its build need, so that a newcomer does not wait for the
 * browsers and frameworks that only tests use.
 */
function ensureInstalled(scope, env) {
  const inputs = installInputs();
  const stamps = existsSync(installStamps) ? JSON.parse(readFileSync(installStamps, "utf8")) : {};
  const isCurrent = stamps.all === inputs || stamps[scope] === inputs;
  if (isCurrent && existsSync(path.join(root, "node_modules", ".modules.yaml"))) return;

  const since = Date.now();
  say(`installing packages (pnpm install${scope === "all" ? "" : `, for the ${scope}`})`);
  const filters = scope === "all" ? [] : ["--filter", ".", "--filter-prod", `{${SHOP}}...`];
  // Without a terminal pnpm must not stop to ask whether it may replace a node_modules folder.
  const quiet = process.stdout.isTTY ? {} : { CI: "1" };
  const install = spawnSync("pnpm", [...filters, "install", "--frozen-lockfile"], {
    cwd: root,
    env: { ...env, ...quiet },
    stdio: ["ignore", 2, 2],
  });
  if (install.status !== 0) {
    say(
      "pnpm install failed; its message is above. After a change to a package.json, bring the lockfile up to",
    );
    fail("date with `npm run ws -- install --no-frozen-lockfile`.", install.status ?? 1);
  }
  writeFileSync(installStamps, JSON.stringify({ [scope]: inputs }));
  say(`packages are installed (${seconds(since)})`);
}

/** Runs a command in the foreground: signals go through to it, and its way of ending becomes ours. */
function become(command, args, options) {
  const child = spawn(command, args, { stdio: "inherit", ...options });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole group, the child included; a second one would mean "at once".
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on("error", (error) => fail(`${command} could not be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (os.constants.signals[signal] ?? 0);
  });
}

function buildFor(folder, env) {
  const build = spawnSync("node", [path.join("scripts", "build.ts"), "--for", folder], {
    cwd: root,
    env,
    stdio: ["ignore", 2, 2],
  });
  if (build.status !== 0) fail("the build failed; its message is above.", build.status ?? 1);
}

function start(args, env) {
  const shop = path.join(root, SHOP);
  if (!existsSync(path.join(shop, "package.json"))) fail(`There is no shop in ${SHOP}.`);
  buildFor(SHOP, env);
  const script = JSON.parse(readFileSync(path.join(shop, "package.json"), "utf8")).scripts?.start;
  if (!script) fail(`${SHOP}/package.json has no "start" script.`);
  // Run without a shell or a package manager in between, so that signals and the exit code arrive as they are.
  const [command, ...given] = script.split(" ");
  const bins = path.join(shop, "node_modules", ".bin");
  become(command, [...given, ...args], {
    cwd: shop,
    env: { ...env, PATH: `${bins}${path.delimiter}${env.PATH}` },
  });
}

/** Of pnpm: what installs, or works without anything installed. */
const NEEDS_NOTHING = new Set(
  "install i add remove rm uninstall un update up upgrade dedupe import fetch prune config c store help".split(
    " ",
  ),
);

/** The pnpm command among the arguments: the first word that is neither a flag nor a flag's value. */
function pnpmCommand(args) {
  const isValue = (index) => /^(-F|--filter|--filter-prod|-C|--dir)$/.test(args[index - 1] ?? "");
  return args.find((arg, index) => !arg.startsWith("-") && !isValue(index));
}

/** Any script may need what `npm start` left out. */
function ws(args, env) {
  const wanted = pnpmCommand(args);
  if (wanted !== undefined && !NEEDS_NOTHING.has(wanted)) ensureInstalled("all", env);
  become("pnpm", args, { cwd: root, env });
}

const COMMANDS = {
  start: { needs: "shop", run: start },
  test: {
    needs: "all",
    run: (args, env) => become("node", [path.join("scripts", "test.ts"), ...args], { cwd: root, env }),
  },
  ws: { run: ws },
};

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Node ${process.versions.node} is too old: 20.19 or newer is needed to start.`);
}
const [name, ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name ?? "") ? COMMANDS[name] : fail(USAGE, 2);
const env = workspaceEnvironment();
ensureTools(env);
if (command.needs !== undefined) ensureInstalled(command.needs, env);
command.run(args, env);
