// Deprecated is only its object form.
// oxlint-disable-next-line typescript/no-deprecated
const { defineConfig } = require("@medusajs/framework/utils");

const { DATABASE_URL, WORKER_MODE, COINCOIN_OPTIONS, WITHOUT_PLUGIN, ADMIN } = process.env;

module.exports = defineConfig({
  admin: { disable: ADMIN !== "1" },
  projectConfig: {
    databaseUrl: DATABASE_URL,
    workerMode: WORKER_MODE ?? "shared",
    http: {
      storeCors: "http://localhost:8000",
      adminCors: "http://localhost:9000",
      authCors: "http://localhost:9000",
      jwtSecret: "test",
      cookieSecret: "test",
    },
    cookieOptions: { secure: false, sameSite: "lax" },
  },
  plugins:
    WITHOUT_PLUGIN === "1"
      ? []
      : [{ resolve: "@coincoin/medusa", options: JSON.parse(COINCOIN_OPTIONS ?? "{}") }],
  modules:
    WITHOUT_PLUGIN === "all"
      ? []
      : [
          {
            resolve: "@medusajs/medusa/payment",
            options: { providers: [{ resolve: "@coincoin/medusa/providers/coincoin", id: "coincoin" }] },
          },
        ],
});
