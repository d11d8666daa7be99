import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { squeeze } from "../src/page/squeeze.ts";
import { styles } from "../src/page/styles.ts";

const entry = fileURLToPath(new URL("../src/script.ts", import.meta.url));

/**
 * The element and its QR encoder, without a language, as one minified module that a browser runs as it is, in the syntax of the
 * oldest browsers that the README names.
 */
export async function buildScript(): Promise<string> {
  const bundle = await rolldown({
    input: entry,
    platform: "browser",
    transform: { target: ["chrome109", "firefox115", "safari16"] },
    plugins: [
      {
        name: "squeeze-styles",
        // Letter by letter what stands in the served page, whose policy knows it by its hash.
        load: (id) =>
          id.endsWith("page/styles.ts")
            ? `export const styles = ${JSON.stringify(squeeze(styles))};`
            : undefined,
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true, comments: false });
  await bundle.close();
  const [chunk, ...others] = output;
  if (others.length > 0) throw new Error("The script must be one file");
  return chunk.code.trim();
}
