import { join } from "node:path";
import type { NextConfig } from "next";

export default {
  // Loaded by Node as they are, not bundled.
  serverExternalPackages: ["@coincoin/core", "@coincoin/sql"],
  turbopack: { root: join(import.meta.dirname, "..", "..") },
} satisfies NextConfig;
