import { container } from "@medusajs/framework";
import { asValue } from "@medusajs/framework/awilix";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { expect, it } from "vitest";
import CoinCoinProviderService from "../src/providers/coincoin/service.ts";

const session = {
  id: "payses_01M826ZH4NFP6RRPWXQFBZ1FC4",
  payment_collection_id: "pay_col_01A",
  provider_id: "pp_coincoin_coincoin",
  status: "captured",
  amount: 26.1,
  currency_code: "usd",
  data: {},
  created_at: "2026-01-01T00:00:00.000Z",
};

/** No store comes here on its own: Medusa makes a payment to capture only of what is covered. */
it("captures nothing that CoinCoin has not confirmed to the last digit", async () => {
  const provider = new CoinCoinProviderService({});
  container.register(ContainerRegistrationKeys.QUERY, asValue({ graph: async () => ({ data: [session] }) }));
  const captureAt = (confirmed: string) => {
    const readFor = async () => ({ free: confirmed });
    container.register("coincoin", asValue({ accounts: { readFor } }));
    return provider.capturePayment({ data: { session_id: session.id } });
  };
  await expect(captureAt("26.09999")).rejects.toMatchObject({
    type: "not_allowed",
    message: expect.stringContaining("holds 26.09999 USD of 26.10 USD"),
  });
  await expect(captureAt("26.1")).resolves.toEqual({ data: { session_id: session.id } });
});
