import { fileSpool } from "../../../src/intake/spool.ts";

const [folder = ""] = process.argv.slice(2);
const spool = fileSpool(folder);

for (;;) {
  const found = await spool.list(7);
  if (found.length === 0) break;
  for (const { id, record } of found) {
    process.send?.(record.body);
    await spool.remove(id);
  }
}
process.disconnect();
