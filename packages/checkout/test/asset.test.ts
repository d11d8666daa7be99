import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildScript } from "../scripts/build-script.ts";
import { budgetBytes, measure } from "../scripts/size.ts";
import { checkoutAsset, checkoutScript } from "../src/asset.ts";
import { languages } from "../src/languages/language.ts";

describe("the browser's script", () => {
  it("is what the sources build to (if not: pnpm generate)", async () => {
    expect(checkoutScript.body).toBe(await buildScript());
  });

  it("fits into its budget, with the QR code and without a language", async () => {
    const { gzipped } = await measure();
    expect(gzipped).toBeLessThanOrEqual(budgetBytes);
    expect(budgetBytes).toBeLessThan(15_000);
  });

  it("is one file that asks nobody for anything but the order and a translation", () => {
    expect(checkoutScript.body).not.toMatch(
      /\bimport\s*[({"'*]|\beval\b|new Function|innerHTML|insertAdjacentHTML|document\.write/,
    );
    const hosts = new Set([...checkoutScript.body.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host));
    // Explorers are links to follow, and page.invalid is only parsed against.
    expect(hosts).toEqual(
      new Set(["bscscan.com", "etherscan.io", "mempool.space", "page.invalid", "tronscan.org", "www.w3.org"]),
    );
  });

  it("has a hash that changes with it", () => {
    expect(checkoutScript.etag).toBe(`"${checkoutScript.hash}"`);
    expect(checkoutScript.hash).toMatch(/^[\w-]{22}$/);
    expect(checkoutAsset("checkout.js")).toBe(checkoutScript);
  });
});

describe("translations", () => {
  it("are served for every language, and nothing else is", () => {
    for (const language of languages) {
      const asset = checkoutAsset(`checkout.${language}.json`);
      expect(asset?.contentType).toContain("application/json");
    }
    for (const name of ["", "checkout", "checkout.xx.json", "../package.json", "checkout.de.json/"]) {
      expect(checkoutAsset(name)).toBeUndefined();
    }
  });
});

describe("the server's entry", () => {
  it("imports node:crypto and the QR encoder, and nothing of the element: core imports it and starts fast", () => {
    const seen = new Set<string>();
    const outside = new Set<string>();
    const visit = (file: URL): void => {
      if (seen.has(file.href)) return;
      seen.add(file.href);
      for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(
        /^(?:import|export)\b[^;]*?from "([^"]+)"/gms,
      )) {
        if (specifier.startsWith(".")) visit(new URL(specifier, file));
        else outside.add(specifier);
      }
    };
    visit(new URL("../src/index.ts", import.meta.url));
    // The encoder is built in: what is installed has no dependency.
    expect([...outside].toSorted()).toEqual(["lean-qr/nano", "node:crypto"]);
    expect([...seen].filter((file) => file.includes("/src/element"))).toEqual([]);
  });
});
