// Deprecated is only its object form.
// oxlint-disable-next-line typescript/no-deprecated
const { defineConfig } = require("@medusajs/framework/utils");

const {
  DATABASE_URL,
  WORKER_MODE,
  COINCOIN_OPTIONS,
  WITHOUT_PLUGIN,
  ADMIN,
  ADMIN_ORIGIN,
  STORE_ORIGIN,
  PROVIDER_IDS,
  SHARED_LOCKS,
} = process.env;

/** Carts in euro, at a rate that leaves more digits than a price has. */
const convert = ({ amount, currency }) =>
  currency === "eur" ? (Number(amount) * 1.0837).toFixed(6) : undefined;

/** An entry may go without an id, and there may be several. */
const providers = (PROVIDER_IDS ?? "coincoin").split(",").map((id) => ({
  resolve: "@coincoin/medusa/providers/coincoin",
  ...(id === "none" ? {} : { id }),
}));

module.exports = defineConfig({
  admin: { disable: ADMIN !== "1" },
  projectConfig: {
    databaseUrl: DATABASE_URL,
    // Shared locks hold a connection each.
    databaseDriverOptions: SHARED_LOCKS === "1" ? { pool: { max: 60 } } : {},
    workerMode: WORKER_MODE ?? "shared",
    http: {
      storeCors: STORE_ORIGIN ?? "http://localhost:8000",
      adminCors: ADMIN_ORIGIN ?? "http://localhost:9000",
      authCors: ADMIN_ORIGIN ?? "http://localhost:9000",
      jwtSecret: "test",
      cookieSecret: "test",
    },
    cookieOptions: { secure: false, sameSite: "lax" },
  },
  plugins:
    WITHOUT_PLUGIN === "1"
      ? []
      : [{ resolve: "@coincoin/medusa", options: { ...JSON.parse(COINCOIN_OPTIONS ?? "{}"), convert } }],
  modules: [
    ...(WITHOUT_PLUGIN === "all" ? [] : [{ resolve: "@medusajs/medusa/payment", options: { providers } }]),
    // What Medusa wants where more than one server runs: locks that they share.
    ...(SHARED_LOCKS === "1"
      ? [
          {
            resolve: "@medusajs/medusa/locking",
            options: {
              providers: [
                { resolve: "@medusajs/medusa/locking-postgres", id: "locking-postgres", is_default: true },
              ],
            },
          },
        ]
      : []),
  ],
});
