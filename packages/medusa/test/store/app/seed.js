const { writeFileSync } = require("node:fs");
const { ContainerRegistrationKeys, Modules } = require("@medusajs/framework/utils");
const flows = require("@medusajs/medusa/core-flows");

const CURRENCIES = ["usd", "eur", "gbp"];

/** A store that can sell: a channel, a region with our provider, stock, shipping, products, a key, an administrator. */
module.exports.default = async function seed({ container }) {
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  const run = async (workflow, input) => (await workflow(container).run({ input })).result;

  const [channel] = await run(flows.createSalesChannelsWorkflow, { salesChannelsData: [{ name: "Web" }] });
  const ours = (process.env.PROVIDER_IDS ?? "coincoin").split(",");
  const payment_providers = [
    ...ours.map((id) => (id === "none" ? "pp_coincoin" : `pp_coincoin_${id}`)),
    "pp_system_default",
  ];
  const [region, euroRegion, poundRegion] = await run(flows.createRegionsWorkflow, {
    regions: [
      { name: "Dollars", currency_code: "usd", countries: ["de"], payment_providers },
      { name: "Euro", currency_code: "eur", countries: ["fr"], payment_providers },
      { name: "Pounds", currency_code: "gbp", countries: ["gb"], payment_providers },
    ],
  });
  await run(flows.createTaxRegionsWorkflow, [{ country_code: "de", provider_id: "tp_system" }]);

  const [location] = await run(flows.createStockLocationsWorkflow, {
    locations: [{ name: "Warehouse", address: { city: "Berlin", country_code: "DE", address_1: "" } }],
  });
  const stockLocation = { [Modules.STOCK_LOCATION]: { stock_location_id: location.id } };
  await link.create({
    ...stockLocation,
    [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" },
  });
  const [profile] = await run(flows.createShippingProfilesWorkflow, {
    data: [{ name: "Default", type: "default" }],
  });
  const set = await container.resolve(Modules.FULFILLMENT).createFulfillmentSets({
    name: "Delivery",
    type: "shipping",
    service_zones: [
      {
        name: "Everywhere",
        geo_zones: ["de", "fr", "gb"].map((country_code) => ({ country_code, type: "country" })),
      },
    ],
  });
  await link.create({ ...stockLocation, [Modules.FULFILLMENT]: { fulfillment_set_id: set.id } });
  await run(flows.createShippingOptionsWorkflow, [
    {
      name: "Parcel",
      price_type: "flat",
      provider_id: "manual_manual",
      service_zone_id: set.service_zones[0].id,
      shipping_profile_id: profile.id,
      type: { label: "Parcel", description: "By post", code: "parcel" },
      prices: CURRENCIES.map((currency_code) => ({ currency_code, amount: 5 })),
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

  const product = (title, amount) => ({
    title,
    handle: title.toLowerCase(),
    status: "published",
    shipping_profile_id: profile.id,
    options: [{ title: "Size", values: ["One"] }],
    variants: [
      {
        title: "One",
        sku: title.toUpperCase(),
        manage_inventory: true,
        options: { Size: "One" },
        prices: CURRENCIES.map((currency_code) => ({ amount, currency_code })),
      },
    ],
    sales_channels: [{ id: channel.id }],
  });
  const products = await run(flows.createProductsWorkflow, {
    products: [product("Shirt", 10.55), product("Scarce", 20), product("Sticker", 1.5)],
  });
  const items = await container.resolve(Modules.INVENTORY).listInventoryItems({});
  await run(flows.createInventoryLevelsWorkflow, {
    inventory_levels: items.map((item) => ({
      inventory_item_id: item.id,
      location_id: location.id,
      stocked_quantity: item.sku === "SCARCE" ? 0 : 100_000,
    })),
  });

  const { authIdentity } = await container.resolve(Modules.AUTH).register("emailpass", {
    body: { email: "admin@shop.test", password: "supersecret" },
  });
  await run(flows.createUserAccountWorkflow, {
    authIdentityId: authIdentity.id,
    userData: { email: "admin@shop.test" },
  });

  writeFileSync(
    process.env.SEED_FILE,
    JSON.stringify({
      publishableKey: key.token,
      regionId: region.id,
      euroRegionId: euroRegion.id,
      poundRegionId: poundRegion.id,
      locationId: location.id,
      shirt: products[0].variants[0].id,
      scarce: products[1].variants[0].id,
      sticker: products[2].variants[0].id,
      scarceItem: items.find((item) => item.sku === "SCARCE").id,
    }),
  );
};
