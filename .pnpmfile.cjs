// Inside the workspace, packages point at each other's sources through the `coincoin-source` condition of their
// `exports`. What is packed and published holds no sources, so the condition is taken out on the way.
const withoutSources = (target) => {
  if (target === null || typeof target !== "object") return target;
  const kept = Object.entries(target).filter(([condition]) => condition !== "coincoin-source");
  return Object.fromEntries(kept.map(([condition, value]) => [condition, withoutSources(value)]));
};

module.exports = {
  hooks: {
    beforePacking: (manifest) => ({ ...manifest, exports: withoutSources(manifest.exports) }),
  },
};
