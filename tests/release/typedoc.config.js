import { readdirSync, readFileSync } from "node:fs";

const packages = new URL("../../packages/", import.meta.url);

/** Every entry point that a published package has the sources of. */
const entryPoints = readdirSync(packages).flatMap((folder) => {
  const manifest = JSON.parse(readFileSync(new URL(`${folder}/package.json`, packages), "utf8"));
  if (manifest.private === true) return [];
  return Object.values(manifest.exports ?? {}).flatMap(({ "coincoin-source": source }) =>
    source === undefined ? [] : [`../../packages/${folder}/${source.slice(2)}`],
  );
});

export default {
  name: "CoinCoin for merchants",
  entryPointStrategy: "resolve",
  entryPoints,
  tsconfig: "tsconfig.typedoc.json",
  out: "../../docs/api",
  readme: "none",
  disableSources: true,
  excludePrivate: true,
  excludeInternal: true,
  // Types are checked by a gate of their own, with the workspace's compiler.
  skipErrorChecking: true,
  treatWarningsAsErrors: true,
};
