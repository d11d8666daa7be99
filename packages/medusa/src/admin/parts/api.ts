/** Asks one of the plugin's admin routes, as the administrator who is logged in. Rejects with what it answered. */
export async function ask<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`/admin/coincoin${path}`, {
    credentials: "include",
    ...(body === undefined
      ? {}
      : {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
  });
  // Routes and pages are built together: what one answers is what the other expects.
  // oxlint-disable-next-line typescript/no-unsafe-assignment
  const answer: T & { readonly message?: string } = await response.json();
  if (!response.ok) throw new Error(answer.message ?? `The store answered ${response.status}.`);
  return answer;
}
