import { ASSETS } from "../../engine/coins.ts";
import { CREATE_FAULTS, DELIVERY_FAULTS } from "../../engine/faults.ts";
import { NUMBER_SPELLINGS } from "../../engine/json.ts";
import type { Sandbox } from "../contract.ts";
import { maskedUrl } from "../masked-url.ts";
import { type Html, html } from "./html.ts";
import { button } from "./order-card.ts";

export function renderClock(sandbox: Sandbox): Html {
  const nowMs = sandbox.now() - (sandbox.now() % 1000);
  const now = new Date(nowMs).toISOString();
  return html`<h2>Clock</h2>
<p class="clock"><time data-now="${nowMs}">${now.slice(0, 19).replace("T", " ")}</time> <small>UTC</small></p>
<div class="row buttons">
  ${button("clock/advance", "+10 min", { ms: 600_000 })}
  ${button("clock/advance", "+1 h", { hours: 1 })}
  ${button("clock/advance", "+12 h", { hours: 12 })}
  ${button("clock/advance", "+48 h", { hours: 48 })}
</div>`;
}

export function renderSettings(sandbox: Sandbox): Html {
  const url = sandbox.webhookUrl();
  const asset = sandbox.asset();
  return html`<h2>Gateway</h2>
<dl>
  <dt>API</dt><dd><code>${sandbox.apiUrl}</code></dd>
  <dt>App</dt><dd><code>${sandbox.appId}</code></dd>
  <dt>Reading</dt><dd><code>${sandbox.reading.name}</code> ${sandbox.reading.summary}</dd>
  <dt>Webhooks to</dt><dd><code>${url === undefined ? "nowhere yet" : maskedUrl(url)}</code>${url === undefined ? html`` : html` <a href="${new URL(url).origin}/" target="_blank" rel="noreferrer">Open the shop</a>`}</dd>
</dl>
<details class="env"><summary>Shop’s .env</summary><pre id="env">${dotenv(sandbox)}</pre><button data-copy="env">Copy</button></details>
<form data-put="webhook"><label>Webhook URL <input name="url" type="url" placeholder="http://127.0.0.1:3000/coincoin/webhook/..."></label> <button>Set</button></form>
<label>New orders in <select data-put-asset>${ASSETS.map(
    (each) =>
      html`<option value="${JSON.stringify(each)}"${each.coin === asset.coin && each.network === asset.network ? html` selected` : html``}>${each.coin.toUpperCase()} on ${each.network}</option>`,
  )}</select></label>
<form data-post="orders"><label>Price <input name="price" inputmode="decimal" size="6" value="100"></label> <button>Order something</button></form>`;
}

function dotenv({ shopEnvironment }: Sandbox): string {
  const lines = Object.entries(shopEnvironment).map(([name, value]) => `${name}=${value}`);
  const key =
    "COINCOIN_SECRET_KEY" in shopEnvironment
      ? []
      : ["# COINCOIN_SECRET_KEY= the key that this sandbox was started with"];
  return [...lines, ...key].join("\n");
}

const CHANCES: readonly (readonly [number, string])[] = [
  [0, "never"],
  [0.25, "1 in 4"],
  [0.5, "1 in 2"],
  [1, "always"],
];

export function renderFaults(sandbox: Sandbox): Html {
  const plan = sandbox.faults();
  const scripted = (plan.nextDeliveries?.length ?? 0) + (plan.nextCreates?.length ?? 0);
  return html`<h2>Faults</h2>
<form data-faults="${JSON.stringify(plan)}">
  <fieldset><legend>Webhooks</legend>${DELIVERY_FAULTS.map((fault) => chance("deliveries", fault, plan.deliveries?.[fault] ?? 0))}</fieldset>
  <fieldset><legend>Creating an order</legend>${CREATE_FAULTS.map((fault) => chance("creates", fault, plan.creates?.[fault] ?? 0))}</fieldset>
  <fieldset><legend>Spelling</legend>
    <label>numbers <select name="numbers">${NUMBER_SPELLINGS.map((each) => option(each, each, plan.numbers ?? "plain"))}</select></label>
    <label>names <select name="names">${["lower", "upper"].map((each) => option(each, each, plan.names ?? "lower"))}</select></label>
  </fieldset>
  ${scripted === 0 ? html`` : html`<p class="fine">${scripted} scripted steps to come</p>`}
</form>`;
}

function chance(group: string, fault: string, current: number): Html {
  const listed = CHANCES.some(([value]) => value === current);
  const choices = listed ? CHANCES : [...CHANCES, [current, String(current)] as const];
  return html`<label class="${current > 0 ? "on" : ""}">${fault} <select name="${group}.${fault}">${choices.map(
    ([value, label]) => option(String(value), label, String(current)),
  )}</select></label>`;
}

function option(value: string, label: string, current: string): Html {
  return html`<option value="${value}"${value === current ? html` selected` : html``}>${label}</option>`;
}
