import { READINGS } from "@coincoin/sandbox";
import { test } from "vitest";
import { buy, type Customer } from "./journey.ts";
import { openShop } from "./shop.ts";

const out: string[] = [];
test.each(READINGS.map(({ name }) => name))(
  "%s",
  async (reading) => {
    for (const customer of ["pays in full", "pays half, then the rest", "never pays"] satisfies Customer[]) {
      const shop = await openShop({ reading }, {});
      const mishap =
        reading === "shared-address"
          ? "another order is open"
          : reading === "sends-once"
            ? "the database is down"
            : reading === "resends-first-stamp"
              ? "the shop is unreachable for 20 minutes"
              : undefined;
      const j = await buy(shop, customer, mishap);
      console.log(
        `${reading} | ${customer} | ${j.refused ? `REFUSED ${j.refused.code}` : j.paid} | ${Math.round(j.answeredMs)} ${Math.round(j.paidMs)} | ${j.events.join(" ")} | ${j.items.map((i) => `${i.kind}: ${i.message}`).join(" / ")} | ${j.pages.map((p) => `${p.status},${p.coverage},${p.received},${p.address === null ? "-" : "A"}`).join(" ")}`,
      );
    }
  },
  60_000,
);
