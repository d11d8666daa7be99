import { defineConfig } from "@medusajs/framework/utils";

const { DATABASE_URL, COINCOIN_APP_ID, COINCOIN_SECRET_KEY, COINCOIN_API_URL, COINCOIN_PUBLIC_URL } =
  process.env;

export default defineConfig({
  admin: { disable: process.env.ADMIN_DISABLED === "1" },
  projectConfig: {
    databaseUrl: DATABASE_URL,
    http: {
      storeCors: "http://localhost:8000",
      adminCors: "http://localhost:9000",
      authCors: "http://localhost:9000",
      jwtSecret: process.env.JWT_SECRET ?? "for this example only",
      cookieSecret: process.env.COOKIE_SECRET ?? "for this example only",
    },
    // The example is served over plain HTTP.
    cookieOptions: { secure: false, sameSite: "lax" },
  },
  plugins: [
    {
      resolve: "@coincoin/medusa",
      options: {
        appId: COINCOIN_APP_ID,
        secretKey: COINCOIN_SECRET_KEY,
        apiUrl: COINCOIN_API_URL,
        publicUrl: COINCOIN_PUBLIC_URL,
        currency: "usd",
      },
    },
  ],
  modules: [
    {
      resolve: "@medusajs/medusa/payment",
      options: { providers: [{ resolve: "@coincoin/medusa/providers/coincoin", id: "coincoin" }] },
    },
  ],
});
