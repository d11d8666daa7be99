import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Customer } from "../src/demo/customer.ts";
import { openDemo } from "../src/demo/demo.ts";

it("shows an expired order, and late money, to who presses Expire in the sandbox", async () => {
  const data = await mkdtemp(join(tmpdir(), "express-shop-"));
  const demo = await openDemo({ data, shopPort: 0, sandboxPort: 0, log: join(data, "shop.log") });
  try {
    const ann = new Customer("Ann", demo.shopUrl);
    const order = await ann.buy(["pot"]);
    expect(await (await fetch(demo.sandbox.url)).text()).toContain(
      `/coincoin/checkout/${order.paymentId}?key=`,
    );
    await demo.sandbox.expire(order.paymentId);
    await demo.sandbox.settled();
    expect((await ann.view(order)).status).toBe("expired");
    await demo.sandbox.advance({ hours: 3 });
    await demo.sandbox.pay(order.paymentId, { amount: order.amountDue });
    await demo.sandbox.settled();
    await expect.poll(() => ann.view(order), { timeout: 5_000 }).toMatchObject({ paid: true, late: true });
  } finally {
    await demo.close();
    await rm(data, { recursive: true, force: true });
  }
}, 60_000);
