// node src/run/admin.ts, from the project's folder: what `medusa build` does for the admin.
import { build } from "@medusajs/admin-bundler";

await build({
  path: "/app",
  backendUrl: "/",
  sources: [],
  plugins: ["@coincoin/medusa/admin", "@medusajs/draft-order/admin"],
  outDir: "public/admin",
});
process.exit(0);
