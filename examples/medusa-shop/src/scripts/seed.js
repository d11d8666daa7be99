import { writeFileSync } from "node:fs";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import * as flows from "@medusajs/medusa/core-flows";

/** A shop with one shirt: `medusa exec ./src/scripts/seed.js`. */
export default async function seed({ container }) {
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  const run = async (workflow, input) => (await workflow(container).run({ input })).result;

  const [channel] = await run(flows.createSalesChannelsWorkflow, { salesChannelsData: [{ name: "Web" }] });
  const [region] = await run(flows.createRegionsWorkflow, {
    regions: [
      {
        name: "Worldwide",
        currency_code: "usd",
        countries: ["us", "de"],
        payment_providers: ["pp_coincoin_coincoin"],
      },
    ],
  });
  await run(
    flows.createTaxRegionsWorkflow,
    ["us", "de"].map((country_code) => ({ country_code, provider_id: "tp_system" })),
  );

  const [location] = await run(flows.createStockLocationsWorkflow, {
    locations: [{ name: "Warehouse", address: { city: "Berlin", country_code: "DE", address_1: "" } }],
  });
  const warehouse = { [Modules.STOCK_LOCATION]: { stock_location_id: location.id } };
  await link.create({ ...warehouse, [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" } });
  const [profile] = await run(flows.createShippingProfilesWorkflow, {
    data: [{ name: "Default", type: "default" }],
  });
  const delivery = await container.resolve(Modules.FULFILLMENT).createFulfillmentSets({
    name: "Delivery",
    type: "shipping",
    service_zones: [
      {
        name: "Worldwide",
        geo_zones: ["us", "de"].map((country_code) => ({ country_code, type: "country" })),
      },
    ],
  });
  await link.create({ ...warehouse, [Modules.FULFILLMENT]: { fulfillment_set_id: delivery.id } });
  await run(flows.createShippingOptionsWorkflow, [
    {
      name: "Parcel",
      price_type: "flat",
      provider_id: "manual_manual",
      service_zone_id: delivery.service_zones[0].id,
      shipping_profile_id: profile.id,
      type: { label: "Parcel", description: "By post", code: "parcel" },
      prices: [{ currency_code: "usd", amount: 5 }],
      rules: [
        { attribute: "enabled_in_store", value: "true", operator: "eq" },
        { attribute: "is_return", value: "false", operator: "eq" },
      ],
    },
  ]);
  await run(flows.linkSalesChannelsToStockLocationWorkflow, { id: location.id, add: [channel.id] });

  const [key] = await run(flows.createApiKeysWorkflow, {
    api_keys: [{ title: "Storefront", type: "publishable", created_by: "" }],
  });
  await run(flows.linkSalesChannelsToApiKeyWorkflow, { id: key.id, add: [channel.id] });

  const [shirt] = await run(flows.createProductsWorkflow, {
    products: [
      {
        title: "Shirt",
        handle: "shirt",
        status: "published",
        shipping_profile_id: profile.id,
        options: [{ title: "Size", values: ["M"] }],
        variants: [
          {
            title: "M",
            sku: "SHIRT-M",
            manage_inventory: true,
            options: { Size: "M" },
            prices: [{ amount: 24.5, currency_code: "usd" }],
          },
        ],
        sales_channels: [{ id: channel.id }],
      },
    ],
  });
  const items = await container.resolve(Modules.INVENTORY).listInventoryItems({});
  await run(flows.createInventoryLevelsWorkflow, {
    inventory_levels: items.map(({ id }) => ({
      inventory_item_id: id,
      location_id: location.id,
      stocked_quantity: 1000,
    })),
  });

  const { ADMIN_EMAIL, ADMIN_PASSWORD, SEED_FILE } = process.env;
  const { authIdentity } = await container.resolve(Modules.AUTH).register("emailpass", {
    body: { email: ADMIN_EMAIL, password: ADMIN_PASSWORD },
  });
  await run(flows.createUserAccountWorkflow, {
    authIdentityId: authIdentity.id,
    userData: { email: ADMIN_EMAIL },
  });
  writeFileSync(
    SEED_FILE,
    JSON.stringify({ publishableKey: key.token, regionId: region.id, variantId: shirt.variants[0].id }),
  );
}
