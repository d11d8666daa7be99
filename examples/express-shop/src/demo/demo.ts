import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { CoinCoin, memoryStore } from "@coincoin/core";
import { createSandbox, type Sandbox } from "@coincoin/sandbox";
import { CLOCK_EVERY_MS } from "./sandbox-clock.ts";
import { ShopProcess } from "./shop-process.ts";

export interface Demo {
  readonly sandbox: Sandbox;
  readonly shop: ShopProcess;
  readonly shopUrl: string;
  readonly operatorPassword: string;
  close(): Promise<void>;
}

export interface DemoOptions {
  /** Where the shop keeps its databases. */
  readonly data: string;
  /** Tried first; when it is taken, any free one. */
  readonly shopPort: number;
  readonly sandboxPort: number;
  readonly log?: string;
}

/** A CoinCoin to play with and the shop that is paid through it, both on this machine alone. */
export async function openDemo({ data, shopPort, sandboxPort, log }: DemoOptions): Promise<Demo> {
  const appId = "shop-app";
  const secretKey = "shop-secret";
  const shopUrl = `http://127.0.0.1:${await freePort(shopPort)}`;
  // Only to make links: the shop has its own.
  const pages = new CoinCoin({
    appId,
    secretKey,
    publicUrl: `${shopUrl}/coincoin`,
    store: memoryStore({ acceptLoss: true }),
  });
  const sandbox = await createSandbox({
    port: await freePort(sandboxPort),
    appId,
    secretKey,
    // The gateway promises no signature on webhooks; the secret in their address has to be enough.
    signWebhooks: false,
    // The shop follows the sandbox's clock, and signs by it.
    signatureClock: "virtual",
    shopFollowsWithinMs: 2 * CLOCK_EVERY_MS,
    paymentPage: (paymentId) => pages.checkoutUrl(paymentId),
  });
  const operatorPassword = randomBytes(4).toString("hex");
  const shop = new ShopProcess(
    {
      PORT: new URL(shopUrl).port,
      SHOP_DATA: data,
      SHOP_OPERATOR_PASSWORD: operatorPassword,
      SANDBOX_URL: sandbox.url,
      SANDBOX_CHAIN_URLS: [sandbox.chainUrl("tron", "first"), sandbox.chainUrl("tron", "second")].join(),
      COINCOIN_APP_ID: appId,
      COINCOIN_SECRET_KEY: secretKey,
      COINCOIN_API_URL: sandbox.apiUrl,
      COINCOIN_PUBLIC_URL: `${shopUrl}/coincoin`,
    },
    { log },
  );
  const close = async () => {
    await shop.stop();
    await sandbox.close();
    await pages.close();
  };
  try {
    // What a merchant does by hand, on CoinCoin's site: say where webhooks go.
    sandbox.setWebhookUrl(await shop.start());
  } catch (error) {
    await close();
    throw error;
  }
  return { sandbox, shop, shopUrl, operatorPassword, close };
}

/** The wanted port, or another when somebody has it. */
async function freePort(wanted: number): Promise<number> {
  for (const port of [wanted, 0]) {
    const found = await new Promise<number | undefined>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(undefined));
      probe.listen(port, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() =>
          resolve(typeof address === "object" && address !== null ? address.port : undefined),
        );
      });
    });
    if (found !== undefined) return found;
  }
  throw new Error("This machine gives out no port on 127.0.0.1.");
}
