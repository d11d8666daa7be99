import { type CoinCoin, CoinCoinError, isCoinCoinError } from "@coincoin/core";
import type { Surface, SurfaceReply, SurfaceRequest } from "@coincoin/core/node";
import { actions } from "./actions.ts";
import { script, style } from "./assets.ts";
import { csrfToken, isOurPage, isOurToken } from "./csrf.ts";
import { ordersCsv } from "./export.ts";
import { formOf } from "./form.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";
import type { DeskOptions } from "./options.ts";
import { pages } from "./pages/pages.ts";
import { asset, page, redirect, stream } from "./replies.ts";

/** Where a request was sent: the whole target, and what the framework says it mounted the desk at. */
export interface Place {
  readonly target: string;
  readonly mountedAt: string | undefined;
}

export function createDesk<Original>(
  coincoin: CoinCoin,
  options: DeskOptions<Original>,
  placeOf: (original: Original) => Place,
): Surface<Original> {
  if (typeof (options as Partial<DeskOptions<Original>> | undefined)?.authorize !== "function") {
    throw new CoinCoinError(
      "config_invalid",
      "The desk has no `authorize`: everybody could see and change every payment. Pass a function that gives the name of the person who is logged in, or null.",
    );
  }
  return async (request) => {
    const { target, mountedAt } = placeOf(request.original);
    const base = basePath(
      options.path ?? (mountedAt === undefined || mountedAt === "" ? "/desk" : mountedAt),
    );
    const whole = target.split("?", 1)[0] ?? "";
    if (whole !== base && !whole.startsWith(`${base}/`)) return undefined;
    const path = whole.slice(base.length).replace(/^\/|\/$/g, "");
    const by = await options.authorize(request.original);
    if (by === null || by.trim() === "") return stranger(request, options.loginUrl);
    return answer(coincoin, request, { base, path, by });
  };
}

interface Visit {
  readonly base: string;
  readonly path: string;
  readonly by: string;
}

async function answer<O>(
  coincoin: CoinCoin,
  request: SurfaceRequest<O>,
  visit: Visit,
): Promise<SurfaceReply> {
  const { base, path, by } = visit;
  const token = csrfToken(coincoin, by, Date.now());
  const frame = { base, by, token };
  const show = (status: number, title: string, content: ReturnType<typeof html>) =>
    page(status, layout({ base, by, path }, title, content));
  try {
    if (request.method === "POST") return await act(coincoin, request, visit);
    if (request.method !== "GET" && request.method !== "HEAD")
      return show(405, "Not understood", html`<p>Only GET and POST are understood here.</p>`);
    if (path === "desk.css") return asset("text/css", style);
    if (path === "desk.js") return asset("text/javascript", script);
    const query = new URLSearchParams(request.search);
    if (path === "orders.csv") return await stream(ordersCsv(coincoin, query));
    const [name = "", id] = path.split("/", 2);
    const found = pages[name];
    if (found === undefined || path.split("/").length > 2)
      return show(404, "Not found", html`<p>Nothing is here. <a href="${base}">Back to today</a></p>`);
    const { title, content } = await found({ coincoin, frame, query, id: decoded(id) });
    const problem = query.get("problem");
    const notice = problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`;
    const done = query.has("done")
      ? html`<p class="done" role="status">Done, and recorded as yours.</p>`
      : null;
    return show(200, title, html`${notice}${done}${content}`);
  } catch (error) {
    if (!isCoinCoinError(error)) throw error;
    const status = error.code === "order_not_found" ? 404 : error.code === "request_invalid" ? 400 : 503;
    return show(status, "This did not work", html`<p class="problem" role="alert">${error.message}</p>`);
  }
}

async function act<O>(
  coincoin: CoinCoin,
  request: SurfaceRequest<O>,
  { base, path, by }: Visit,
): Promise<SurfaceReply> {
  const refused = (why: string) =>
    page(403, layout({ base, by, path: "" }, "Refused", html`<p class="problem" role="alert">${why}</p>`));
  if (!isOurPage(request.headers)) return refused("That came from another site. Nothing was done.");
  const form = await formOf(request);
  if (form === undefined || !isOurToken(coincoin, by, form.get("token") ?? "", Date.now()))
    return refused("The page was too old. Go back, reload it and try again. Nothing was done.");
  const action = actions[path.replace(/^act\//, "")];
  if (!path.startsWith("act/") || action === undefined) return refused("Nothing here does that.");
  const back = new URL(`${base}/${backOf(form)}`, "http://desk.invalid");
  try {
    await action(coincoin, form, by);
    back.searchParams.set("done", "1");
  } catch (error) {
    if (!isCoinCoinError(error)) throw error;
    back.searchParams.set("problem", error.message);
  }
  return redirect(`${back.pathname}${back.search}`);
}

/** One of our own pages, whatever the form says. */
function backOf(form: URLSearchParams): string {
  const back = form.get("back") ?? "";
  return /^[a-z-]+(\/[\w.%-]+)?$/.test(back) ? back : "";
}

function stranger<O>({ method }: SurfaceRequest<O>, loginUrl: string | undefined): SurfaceReply {
  if (loginUrl !== undefined && (method === "GET" || method === "HEAD")) return redirect(loginUrl);
  return page(401, html`<!doctype html><html lang="en"><title>Log in</title><p>Log in first.</p></html>`);
}

function basePath(path: string): string {
  return `/${path
    .split("/")
    .filter((part) => part !== "")
    .join("/")}`;
}

function decoded(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
