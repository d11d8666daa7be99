// What an application loads of ours, bundled and compressed with brotli. A budget is a little more than is used now: what
// goes over it was worth a thought. Third parties that a package asks for count, Node's own modules do not.
const forNode = (config) => ({ ...config, platform: "node" });
const forBrowser = (config) => ({ ...config, platform: "browser" });

const entry = (name, path, limit, options = {}) => ({
  name,
  path: `../../packages/${path}`,
  limit,
  modifyEsbuildConfig: forNode,
  ...options,
});

export default [
  entry("@coincoin/core", "core/dist/index.mjs", "64 kB"),
  entry("@coincoin/core/node", "core/dist/http/node.mjs", "44 kB"),
  entry("@coincoin/core/web", "core/dist/http/web.mjs", "43 kB"),
  entry("@coincoin/checkout: the page", "checkout/dist/index.mjs", "31 kB"),
  entry("@coincoin/checkout/element, in a browser", "checkout/dist/element.mjs", "29 kB", {
    modifyEsbuildConfig: forBrowser,
  }),
  entry("@coincoin/express, without core", "express/dist/index.mjs", "500 B", {
    ignore: ["@coincoin/core", "express"],
  }),
  entry("@coincoin/sql/sqlite, without core", "sql/dist/sqlite/index.mjs", "15 kB", {
    ignore: ["@coincoin/core"],
  }),
  entry("@coincoin/sql/postgres, without core and pg", "sql/dist/postgres/index.mjs", "15 kB", {
    ignore: ["@coincoin/core", "pg"],
  }),
  entry("@coincoin/desk, without core", "desk/dist/index.mjs", "10 kB", { ignore: ["@coincoin/core"] }),
  entry("@coincoin/chain", "chain/dist/index.mjs", "10 kB"),
  entry("@coincoin/sandbox", "sandbox/dist/index.mjs", "31 kB"),
];
