const { build } = require("@medusajs/admin-bundler");

/** What `medusa build` does for the admin, without the compiler of a backend that has nothing to compile. */
async function main() {
  const { BACKEND_URL = "/", ADMIN_PATH = "/app", OUT_DIR = "public/admin" } = process.env;
  await build({
    path: ADMIN_PATH,
    backendUrl: BACKEND_URL,
    sources: [],
    plugins: ["@coincoin/medusa/admin"],
    outDir: OUT_DIR,
  });
  process.exit(0);
}

main();
