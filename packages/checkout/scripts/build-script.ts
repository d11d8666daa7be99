import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { squeeze } from "../src/page/squeeze.ts";

const entry = fileURLToPath(new URL("../src/script.ts", import.meta.url));

/** The element, its QR code and English as one minified module that a browser runs as it is. */
export async function buildScript(): Promise<string> {
  const bundle = await rolldown({
    input: entry,
    platform: "browser",
    plugins: [
      {
        name: "squeeze-styles",
        transform: (code, id) => (id.endsWith("page/styles.ts") ? squeeze(code) : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true, comments: false });
  await bundle.close();
  const [chunk, ...others] = output;
  if (others.length > 0) throw new Error("The script must be one file");
  return chunk.code.trim();
}
