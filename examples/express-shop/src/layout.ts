import { type Html, html, Html as Raw } from "./html.ts";

const style = `
:root { --ink: #1d2433; --soft: #5c6575; --paper: #fbfaf8; --card: #fff; --line: #e6e3dd; --accent: #7a3e16; --good: #11734b; --bad: #b3261e; }
@supports (color: light-dark(#000, #fff)) {
  :root { color-scheme: light dark; --ink: light-dark(#1d2433, #e8eaf0); --soft: light-dark(#5c6575, #98a2b3);
    --paper: light-dark(#fbfaf8, #14171f); --card: light-dark(#fff, #1c212c); --line: light-dark(#e6e3dd, #2e3542);
    --accent: light-dark(#7a3e16, #e2a36f); --good: light-dark(#11734b, #5fd0a0); --bad: light-dark(#b3261e, #f2938c); }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header { display: flex; gap: .25rem 1.25rem; align-items: baseline; flex-wrap: wrap; padding: 1rem max(1rem, 50vw - 32rem); border-bottom: 1px solid var(--line); }
header strong { font-size: 1.15rem; margin-right: auto; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
a { color: var(--accent); } header a { text-decoration: none; }
.products .card { display: flex; flex-direction: column; align-items: start; } .products form { margin-top: auto; }
.products { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; }
.card h2, .card p { margin: 0 0 .5rem; } .picture { color: var(--accent); margin-bottom: .5rem; }
.soft { color: var(--soft); } .good { color: var(--good); } .bad { color: var(--bad); } .price { font-weight: 600; }
button { font: inherit; font-weight: 600; padding: .5rem 1rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--card); cursor: pointer; }
button.plain { background: none; color: var(--accent); border: 1px solid var(--line); }
input, select { font: inherit; padding: .4rem .6rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--card); color: inherit; }
table { width: 100%; border-collapse: collapse; } .wide { overflow-x: auto; }
th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.amount, th.amount { text-align: right; font-variant-numeric: tabular-nums; } code { font-size: .9em; overflow-wrap: anywhere; }
form.row { display: flex; gap: .5rem; flex-wrap: wrap; align-items: end; } form.row input { max-width: 100%; }
@media (max-width: 40rem) { header strong { width: 100%; } .wide :is(table, tbody, tr, td) { display: block; } .wide tr:first-child { display: none; } .wide tr { padding: .5rem 0; border-bottom: 1px solid var(--line); } .wide td { border: 0; padding: .15rem 0; overflow-wrap: anywhere; } .wide td[data-head]::before { content: attr(data-head); display: block; color: var(--soft); font-size: .85rem; } .wide td.amount { text-align: left; } }
`;

/** A page of the shop. Nothing on it comes from anywhere else. */
export function page(title: string, content: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Bean &amp; Burr</title>
<link rel="icon" href="data:,">
<style>${new Raw(style)}</style>
</head>
<body>
<header><strong>Bean &amp; Burr</strong><a href="/">Shop</a><a href="/cart">Cart</a><a href="/orders">My orders</a><a href="/operator">Operator</a></header>
<main><h1>${title}</h1>${content}</main>
</body>
</html>`.text;
}
