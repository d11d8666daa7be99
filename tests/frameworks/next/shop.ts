/** The suite opens and closes its instances in this process, and says here which one is mounted. */
export function handle(request: Request): Promise<Response> {
  const { coincoinOfTheSuite } = globalThis as { coincoinOfTheSuite?: (request: Request) => Promise<Response> };
  if (coincoinOfTheSuite === undefined) throw new Error("nothing is mounted");
  return coincoinOfTheSuite(request);
}
