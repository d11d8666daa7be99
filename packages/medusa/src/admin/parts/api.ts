import { Client } from "@medusajs/js-sdk";

/** As the dashboard asks: wherever the store is, with the session or the token of the administrator. */
const client = new Client({
  // Empty, or left out, where the store serves the dashboard.
  baseUrl: __BACKEND_URL__ === undefined || __BACKEND_URL__ === "" ? "/" : __BACKEND_URL__,
  auth: {
    type: __AUTH_TYPE__ ?? "session",
    ...(__JWT_TOKEN_STORAGE_KEY__ === undefined ? {} : { jwtTokenStorageKey: __JWT_TOKEN_STORAGE_KEY__ }),
  },
});

interface Asking {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly body?: Record<string, unknown>;
}

/** Asks one of the plugin's admin routes, as the administrator who is logged in. Rejects with what it answered. */
export async function ask<T>(path: string, { method = "GET", body }: Asking = {}): Promise<T> {
  return client.fetch<T>(`/admin/coincoin${path}`, { method, ...(body === undefined ? {} : { body }) });
}

/** A page of the dashboard, wherever it is mounted. */
export function pageOf(path: string): string {
  return `${(__BASE__ ?? "/app").replace(/\/$/, "")}${path}`;
}
