import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { beforeEach, describe, expect, it } from "vitest";
import { eventsOf, untilStage, useSession } from "../support/session.ts";
import { stageChanges, tronAddress } from "../support/views.ts";

const session = useSession();
const require = createRequire(import.meta.url);
const pageFile = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** The page's script with its framework and our sources, as a merchant's bundler makes it; translations stay apart. */
async function bundle(entry: string, alias: Record<string, string> = {}): Promise<Map<string, string>> {
  const build = await rolldown({
    input: { page: pageFile(entry) },
    platform: "browser",
    resolve: { alias },
    transform: { define: { "process.env.NODE_ENV": '"production"' } },
    // It warns that "use client" may be lost, which does not matter here.
    logLevel: "silent",
  });
  const { output } = await build.generate({ format: "esm", minify: true });
  await build.close();
  return new Map(
    output.map((file) => [
      `/assets/${file.fileName}`,
      file.type === "chunk" ? file.code : String(file.source),
    ]),
  );
}

const react18 = {
  "react-dom/client": require.resolve("react-dom-18/client"),
  "react-dom": require.resolve("react-dom-18"),
  "react/jsx-runtime": require.resolve("react-18/jsx-runtime"),
  react: require.resolve("react-18"),
  scheduler: createRequire(require.resolve("react-dom-18")).resolve("scheduler"),
};

describe.each([
  ["React 18", () => bundle("react.ts", react18), "18.3.1"],
  ["React 19", () => bundle("react.ts"), "19.3.1"],
  ["Vue", () => bundle("vue.ts"), "3.5"],
  ["plain HTML", undefined, ""],
] as const)("inside %s", (name, build, version) => {
  let files: Map<string, string> | undefined;

  beforeEach(async () => {
    if (build === undefined) {
      session.shop.pages.set("/shop", {
        type: "text/html",
        body: readFileSync(pageFile("plain.html"), "utf8"),
      });
      return;
    }
    files ??= await build();
    for (const [path, body] of files) session.shop.pages.set(path, { type: "text/javascript", body });
    session.shop.pages.set("/shop", {
      type: "text/html",
      body: '<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><div id="app"></div><script type="module" src="/assets/page.js"></script>',
    });
  });

  it("the element is alive, listens to its attributes and is listened to, once", async () => {
    if (build !== undefined) expect([...(files?.values() ?? [])].join("")).toContain(version);
    const page = await session.open(`${session.shop.origin}/shop`);
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    await untilStage(page, "waiting");
    await page.getByText(tronAddress).waitFor();
    await page.getByText("Tea House").waitFor();
    expect(await page.locator("coincoin-checkout").getAttribute("class")).toBe("pay");
    expect(await page.getByText("Your tea is on its way.").isVisible()).toBe(false);

    session.shop.update(stageChanges.partial);
    await untilStage(page, "partial");
    session.shop.update(stageChanges.received);
    await untilStage(page, "received");
    await expect
      .poll(() => page.locator("#heard").innerText())
      .toBe("payment 40, payment 100, paid received");
    expect(await eventsOf(page)).toEqual(["payment", "payment", "paid"]);
    // What the shop put into the stage's slot appears with the stage.
    await page.getByText("Your tea is on its way.").waitFor();

    await page.locator("#german").click();
    await page.getByText("Zahlung abgeschlossen").waitFor();
    expect(problems).toEqual([]);
  });

  it.runIf(name.startsWith("React"))("the ref is the element", async () => {
    const page = await session.open(`${session.shop.origin}/shop`);
    await untilStage(page, "waiting");
    const polls = (): number => session.shop.requests.filter((path) => path === "/orders/EX100100100").length;
    const before = polls();
    await page.locator("#refresh").click();
    await expect.poll(polls).toBe(before + 1);
  });

  it.runIf(name === "plain HTML")("slots and parts reach inside", async () => {
    const page = await session.open(`${session.shop.origin}/shop`);
    await untilStage(page, "waiting");
    expect(await page.getByText("Thank you for choosing us.").isVisible()).toBe(true);
    const colour = await page
      .locator("coincoin-checkout .headline")
      .evaluate((node) => getComputedStyle(node).color);
    expect(colour).toBe("rgb(1, 2, 3)");
    expect(await page.getByRole("heading", { level: 2, name: "Waiting for your payment" }).count()).toBe(1);
  });
});

describe("on a server", () => {
  it("React renders the tag with its attributes, and importing needs no document", async () => {
    const { createElement } = await import("react");
    const { renderToString } = await import("react-dom/server");
    const { CoinCoinCheckout } = await import("../../src/react.ts");
    const html = renderToString(
      createElement(CoinCoinCheckout, { src: "/orders/1?key=k", returnUrl: "/", onPaid: () => undefined }),
    );
    expect(html).toBe('<coincoin-checkout src="/orders/1?key=k" return-url="/"></coincoin-checkout>');
    expect(await import("../../src/element.ts")).toHaveProperty("CoinCoinCheckoutElement");
  });
});
