/**
 * Whether this process serves a store: `medusa start` or `medusa develop`. The same hooks fire in `exec`, `user` and
 * migrations, which end as soon as their work is done and must not take payments along.
 */
export function isServing(argv: readonly string[] = process.argv): boolean {
  const command = argv.slice(2).find((argument) => !argument.startsWith("-"));
  return command === "start" || command === "develop";
}
