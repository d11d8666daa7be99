import { expect, test } from "vitest";
import { runCommand } from "../store/medusa.ts";
import { freePort } from "../store/postgres.ts";
import type { World } from "./world.ts";

export function bootJourneys(world: () => World): void {
  const boot = async (changes: Readonly<Record<string, string>>) => {
    const { app, env } = world().shop;
    return runCommand(app, ["start"], { ...env, PORT: String(await freePort()), ...changes });
  };

  test("the provider without the plugin stops the boot and says what is missing", {
    timeout: 120_000,
  }, async () => {
    await expect(boot({ WITHOUT_PLUGIN: "1" })).rejects.toThrow(/needs the plugin: add .*@coincoin\/medusa/);
  });

  test("a wrong option stops the boot and is named", { timeout: 120_000 }, async () => {
    const { env } = world().shop;
    const options: Record<string, unknown> = JSON.parse(env["COINCOIN_OPTIONS"] ?? "{}");
    const misspelt = JSON.stringify({ ...options, expireInHours: 5 });
    await expect(boot({ COINCOIN_OPTIONS: misspelt })).rejects.toThrow(
      /Option \\?"expireInHours\\?" is not known. Did you mean \\?"expiresInHours/,
    );
  });
}
