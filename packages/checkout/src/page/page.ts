import type { Translate } from "../languages/fill.ts";
import type { Language } from "../languages/language.ts";
import { isClosed, isPayable, type Stage } from "../stage.ts";
import type { CheckoutView } from "../view.ts";
import { facts } from "./facts.ts";
import { formatDuration, formatTime } from "./format.ts";
import { stageIcon } from "./icons.ts";
import { payPanel } from "./pay-panel.ts";
import { h, type TreeElement } from "./tree.ts";

/** What is the same at every stage. */
export interface PageContext {
  t: Translate;
  language: Language;
  direction: "ltr" | "rtl";
  theme: "light" | "dark" | "auto";
  /** For times of day. Default: the browser's. */
  timeZone?: string | undefined;
  /** Without scripts there is nothing to click that needs one. */
  live: boolean;
  headingLevel: string;
  /** What was copied a moment ago. */
  copied?: "amount" | "address" | undefined;
  connection: "live" | "polling" | "offline" | "none";
  merchantName?: string | undefined;
  newOrderUrl?: string | undefined;
  returnUrl?: string | undefined;
  contactUrl?: string | undefined;
}

/** Everything the page shows, decided beforehand: rendering reads no clock and no document. */
export interface PageModel extends PageContext {
  view: CheckoutView;
  stage: Stage;
  /** The server's time, in milliseconds since the epoch. */
  now: number;
}

export function page(model: PageModel): TreeElement {
  const { view, stage, t } = model;
  return shell(
    model,
    stage,
    h(
      "div.head",
      null,
      model.merchantName !== undefined && h("p.merchant", null, model.merchantName),
      h(
        "div.title",
        null,
        stageIcon(stage),
        h(`h${model.headingLevel}.headline`, { tabindex: "-1" }, t(`${stage}.title`)),
      ),
      h("p.sentence", null, t(`${stage}.text`, values(model))),
      isPayable(stage) && countdown(model),
    ),
    steps(model),
    h("slot", { name: stage }),
    isPayable(stage) ? payPanel(model) : facts(model),
    actions(model),
    h(
      "div.foot",
      null,
      h("span.order", null, `${t("order.label")} `, h("bdi", null, view.paymentId)),
      connection(model),
    ),
  );
}

/** The stage in words: what a screen reader is told when it changes. */
export const sentence = (model: PageModel): string =>
  `${model.t(`${model.stage}.title`)}. ${model.t(`${model.stage}.text`, values(model))}`;

/** What is shown before there is a view, and when there never will be one. */
export function emptyPage(model: PageContext, state: "loading" | "unavailable"): TreeElement {
  const { t } = model;
  if (state === "loading") {
    return shell(model, "loading", h("div.head", null, h("p.sentence", null, t("page.loading"))));
  }
  return shell(
    model,
    "unavailable",
    h(
      "div.head",
      null,
      h(`h${model.headingLevel}.headline`, null, t("page.unavailable.title")),
      h("p.sentence", null, t("page.unavailable.text")),
    ),
  );
}

type Shell = Pick<PageModel, "language" | "direction" | "theme" | "live">;

const shell = (
  model: Shell,
  stage: string,
  ...children: TreeElement["children"] | Parameters<typeof h>[2][]
): TreeElement =>
  h(
    model.live ? "div.cc" : "div.cc.static",
    {
      lang: model.language,
      dir: model.direction,
      "data-stage": stage,
      "data-theme": model.theme,
    },
    h("slot", { name: "header" }),
    ...children,
    h("slot", { name: "footer" }),
  );

function values({ view }: PageModel): Record<string, string> {
  const coin = view.coin?.toUpperCase() ?? "";
  const amount = (value: string | null): string => (value === null ? "" : `${value}\u00a0${coin}`);
  return {
    amount: amount(view.remaining ?? view.amountDue),
    received: amount(view.received),
    due: amount(view.amountDue),
  };
}

function countdown({ view, now, language, timeZone, t }: PageModel): TreeElement | false {
  if (view.expiresAt === null) return false;
  const left = Date.parse(view.expiresAt) - now;
  return h(
    left < 300_000 ? "p.countdown.soon" : "p.countdown",
    null,
    h("span", null, t("time.left"), " "),
    h("bdi.clock", { dir: "ltr", role: "timer" }, formatDuration(left)),
    h("span.before", null, t("time.before", { time: formatTime(view.expiresAt, language, timeZone) })),
  );
}

const stepOf: Partial<Record<Stage, number>> = {
  preparing: 0,
  waiting: 0,
  partial: 0,
  confirming: 1,
  received: 3,
  settled: 3,
  over: 3,
};

function steps({ stage, t }: PageModel): TreeElement | false {
  const current = stepOf[stage];
  if (current === undefined) return false;
  const names = [t("step.pay"), t("step.confirm"), t("step.done")];
  return h(
    "ol.steps",
    null,
    names.map((name, index) =>
      h(
        `li.${index < current ? "done" : index === current ? "current" : "next"}`,
        {
          "aria-current": index === current && "step",
        },
        name,
      ),
    ),
  );
}

function actions({ stage, newOrderUrl, returnUrl, contactUrl, t }: PageModel): TreeElement | false {
  const again = stage === "expired" || stage === "invalid";
  const troubled = isClosed(stage) || stage === "over" || stage === "late";
  const links = [
    again && newOrderUrl !== undefined && h("a.button.primary", { href: newOrderUrl }, t("action.newOrder")),
    troubled && contactUrl !== undefined && h("a.button", { href: contactUrl }, t("action.contact")),
    returnUrl !== undefined && h("a.button", { href: returnUrl }, t("action.return")),
  ];
  return links.some(Boolean) && h("p.actions", null, links);
}

function connection({ connection, t }: PageModel): TreeElement | false {
  if (connection === "none") return false;
  return h(`span.connection.${connection}`, null, t(`connection.${connection}`));
}
