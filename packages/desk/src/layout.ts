import { type Html, html } from "./html.ts";

/** What every form of a page says beside its own fields. */
export interface Frame {
  readonly base: string;
  readonly by: string;
  readonly token: string;
}

const places = [
  ["", "Today"],
  ["orders", "Orders"],
  ["attention", "Needs a person"],
  ["dead-letters", "Dead letters"],
  ["inbox", "Notifications"],
  ["setup", "Setup"],
] as const;

export function layout(
  { base, by, path }: { readonly base: string; readonly by: string; readonly path: string },
  title: string,
  content: Html,
): Html {
  const [here] = path.split("/", 1);
  const links = places.map(
    ([place, name]) =>
      html`<li><a href="${base}${place === "" ? "" : `/${place}`}"${place === here ? html` aria-current="page"` : null}>${name}</a></li>`,
  );
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title} · CoinCoin desk</title>
<link rel="stylesheet" href="${base}/desk.css"><script src="${base}/desk.js" defer></script></head>
<body><a class="skip" href="#main">To the content</a>
<header><nav aria-label="Desk"><ul>${links}</ul></nav><p class="who">${by}</p></header>
<main id="main" tabindex="-1"><h1>${title}</h1>${content}</main></body></html>`;
}

/** A form that does something: `back` is the page of the desk that shows what came of it. */
export function form({ base, token }: Frame, action: string, back: string, content: Html): Html {
  return html`<form method="post" action="${base}/act/${action}"><input type="hidden" name="token" value="${token}"><input type="hidden" name="back" value="${back}">${content}</form>`;
}

export function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly (Html | string | number | null)[])[],
  empty: string,
): Html {
  if (rows.length === 0) return html`<p class="soft">${empty}</p>`;
  return html`<table><caption class="hidden">${caption}</caption><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell, index) => html`<td data-head="${heads[index]}">${cell}</td>`)}</tr>`)}</tbody></table>`;
}

/** "2026-01-31 14:05 UTC". */
export function time(iso: string): Html {
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace("T", " ")} UTC</time>`;
}

export function orderLink({ base }: Pick<Frame, "base">, paymentId: string | null): Html | null {
  return paymentId === null
    ? null
    : html`<a href="${base}/orders/${encodeURIComponent(paymentId)}">${paymentId}</a>`;
}

export function older(
  { base }: Frame,
  path: string,
  query: URLSearchParams,
  cursor: string | null,
): Html | null {
  if (cursor === null) return null;
  const next = new URLSearchParams(query);
  for (const name of ["done", "problem"]) next.delete(name);
  next.set("after", cursor);
  return html`<p><a href="${base}/${path}?${next.toString()}">Older</a></p>`;
}

export function amounts(by: Readonly<Record<string, string>>): string {
  return (
    Object.entries(by)
      .map(([coin, amount]) => `${amount} ${coin}`)
      .join(", ") || "0"
  );
}
