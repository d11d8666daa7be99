import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const script = `
import { isCoinCoinError } from "@coincoin/core";
import { postgresStore } from "./src/postgres/index.ts";
const store = postgresStore({ connectionString: "postgres://127.0.0.1:1/shop" });
await store.open().catch((error) => {
  if (isCoinCoinError(error)) console.log(error.code, error.message, error.cause.code);
});
`;

it("says that the driver is missing where it is, and not that the database is away", async () => {
  const folder = await mkdtemp(join(tmpdir(), "coincoin-no-pg-"));
  try {
    // Outside of the workspace, where no folder above has pg.
    await cp(new URL("../src", import.meta.url), join(folder, "src"), { recursive: true });
    await mkdir(join(folder, "node_modules/@coincoin"), { recursive: true });
    const core = new URL("../node_modules/@coincoin/core", import.meta.url);
    await symlink(core, join(folder, "node_modules/@coincoin/core"));
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    await writeFile(join(folder, "shop.ts"), script);
    const { stdout } = await promisify(execFile)(process.execPath, ["-C", "coincoin-source", "shop.ts"], {
      cwd: folder,
    });
    expect(stdout).toMatch(/^config_invalid .*npm install pg ERR_MODULE_NOT_FOUND/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
