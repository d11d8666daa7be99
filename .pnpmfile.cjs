// Inside the workspace, packages point at each other's sources through the `coincoin-source` condition of their
// `exports`. What is packed and published holds no sources, so the condition is taken out on the way, and with it what
// only this workspace can use.
const withoutSources = (target) => {
  if (target === null || typeof target !== "object") return target;
  const kept = Object.entries(target).filter(([condition]) => condition !== "coincoin-source");
  return Object.fromEntries(kept.map(([condition, value]) => [condition, withoutSources(value)]));
};

module.exports = {
  hooks: {
    beforePacking: ({ scripts: _scripts, devDependencies: _developed, ...manifest }) => ({
      ...manifest,
      exports: withoutSources(manifest.exports),
    }),
  },
};
