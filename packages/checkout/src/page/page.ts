import { isPayable, type Stage } from "../stage.ts";
import { actions } from "./actions.ts";
import { facts } from "./facts.ts";
import { formatDuration, formatTime } from "./format.ts";
import { stageIcon } from "./icons.ts";
import type { PageContext, PageModel } from "./model.ts";
import { numbers } from "./numbers.ts";
import { payPanel } from "./pay-panel.ts";
import { brand, priceLines } from "./price.ts";
import { sentence } from "./sentence.ts";
import { h, type TreeElement } from "./tree.ts";

export function page(model: PageModel): TreeElement {
  const { view, stage, now, t } = model;
  const payable = isPayable(view, now);
  return shell(
    model,
    stage,
    view.testMode === true && h("p.test", null, t("page.test")),
    h(
      "div.head",
      null,
      brand(model),
      priceLines(model),
      h(
        "div.title",
        null,
        stageIcon(stage),
        h(`h${model.headingLevel}.headline`, { tabindex: "-1" }, t(`${stage}.title`)),
      ),
      h("p.sentence", null, sentence(model)),
      payable && countdown(model),
    ),
    steps(model),
    h("slot", { name: stage }),
    payable ? payPanel(model) : facts(model),
    leaving(model),
    actions(model),
    h("div.foot", null, numbers(model), terms(model), connection(model)),
  );
}

/** What a tab is called: where the customer stands, and at which shop. */
export const documentTitle = (headline: string, merchantName: string | undefined): string =>
  merchantName === undefined ? headline : `${headline} · ${merchantName}`;

/** What is shown before there is a view, and when there never will be one. */
export function emptyPage(model: PageContext, state: "loading" | "unavailable"): TreeElement {
  const { t } = model;
  if (state === "loading") {
    // What stands inside the element is shown until then: a link to the payment page, for example.
    return shell(
      model,
      "loading",
      h("div.head", null, h("p.sentence", null, t("page.loading"))),
      h("slot", null),
    );
  }
  return shell(
    model,
    "unavailable",
    h(
      "div.head",
      null,
      brand(model),
      h(`h${model.headingLevel}.headline`, null, t("page.unavailable.title")),
      h("p.sentence", null, t("page.unavailable.text")),
    ),
    actions({ ...model, stage: "unavailable" }),
  );
}

export const terms = ({ termsUrl, t }: PageContext): TreeElement | false =>
  termsUrl !== undefined &&
  h("a.link", { href: termsUrl, target: "_blank", rel: "noopener" }, t("action.terms"));

/** Seconds count down in words, and one press stops them. */
const leaving = ({ leavingIn, t }: PageModel): TreeElement | false =>
  leavingIn !== undefined &&
  h(
    "p.leaving",
    null,
    h("span", { role: "timer" }, t("success.countdown", { seconds: String(leavingIn) })),
    " ",
    h("button", { type: "button", "data-stay": true }, t("success.stop")),
  );

export const shell = (
  model: PageContext,
  stage: string,
  ...children: Parameters<typeof h>[2][]
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

function connection({ connection, reloadSeconds, t }: PageModel): TreeElement | false {
  if (connection === "none") return false;
  if (connection !== "reload") return h(`span.connection.${connection}`, null, t(`connection.${connection}`));
  return h(
    "span.connection.reload",
    null,
    t("connection.reload", { seconds: String(reloadSeconds ?? "") }),
    " ",
    // To the page itself, as it is.
    h("a.link", { href: "" }, t("action.checkNow")),
  );
}
