/** Next calls it once, when the server starts: deliveries go on at once, not with the first request. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { coincoin } = await import("./lib/coincoin");
  await coincoin().start();
  console.log("webhook address:", coincoin().webhookUrl());
}
