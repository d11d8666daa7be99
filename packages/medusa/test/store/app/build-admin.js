const { build } = require("@medusajs/admin-bundler");

/** What `medusa build` does for the admin, without the compiler of a backend that has nothing to compile. */
async function main() {
  await build({
    path: "/app",
    backendUrl: "/",
    sources: [],
    plugins: ["@coincoin/medusa/admin"],
    outDir: "public/admin",
  });
  process.exit(0);
}

main();
