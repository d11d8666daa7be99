import { en, type Messages } from "../languages/en.ts";
import { isMessages, translator } from "../languages/fill.ts";
import { directionOf, type Language } from "../languages/language.ts";
import { emptyPage, type PageContext, page, sentence } from "../page/page.ts";
import { styles } from "../page/styles.ts";
import { isClosed, isFinal, isPayable, type Stage, stageOf } from "../stage.ts";
import type { CheckoutView } from "../view.ts";
import { Announcer } from "./announce.ts";
import { ServerClock } from "./clock.ts";
import { copyText } from "./copy.ts";
import { type CheckoutEventMap, type CheckoutEventName, eventsBetween, type Shown } from "./events.ts";
import { type Connection, Live } from "./live.ts";
import { isView, mergeViews } from "./merge.ts";
import { patch } from "./patch.ts";
import { attributeNames, readSettings, type Settings } from "./settings.ts";

/** Resolves to a translation; anything that is not a whole one is taken for a failure. */
export type LoadLanguage = (language: Exclude<Language, "en">) => Promise<unknown>;

const copiedMs = 2000;
/** A tick that comes this late means that the machine slept or the page was frozen. */
const sleptMs = 5000;

/** So that the module can be imported where there is no document: a server renders the tag and nothing else. */
// oxlint-disable-next-line typescript/no-unnecessary-condition, typescript/no-extraneous-class
const Base: typeof HTMLElement = globalThis.HTMLElement ?? class {};

/**
 * `<coincoin-checkout src="/coincoin/orders/ID?key=KEY">`: follows an order until it is over. See `attributeNames` for its
 * attributes, `CheckoutEventMap` for its events; slots are `header`, `footer` and one for each stage.
 */
export class CoinCoinCheckoutElement extends Base {
  static observedAttributes: readonly string[] = attributeNames;
  static loadLanguage: LoadLanguage | undefined;

  #root: ShadowRoot | undefined;
  #mount: HTMLElement | undefined;
  #announcer: Announcer | undefined;
  #settings: Settings | undefined;
  #messages: Messages = en;
  #messagesOf: Language = "en";
  readonly #clock = new ServerClock();
  #live: Live | undefined;
  #liveSrc: string | undefined;
  #connection: Connection = "polling";
  #shown: Shown | null = null;
  #refused = false;
  #copied: "amount" | "address" | undefined;
  #ticker: ReturnType<typeof setInterval> | undefined;
  #lastTick = 0;
  #copiedTimer: ReturnType<typeof setTimeout> | undefined;

  /** The order as it is shown, or `null` before the first answer. */
  get view(): CheckoutView | null {
    return this.#shown?.view ?? null;
  }

  get stage(): Stage | null {
    return this.#shown?.stage ?? null;
  }

  /** Asks the server now. */
  async refresh(): Promise<void> {
    await this.#live?.refresh();
  }

  connectedCallback(): void {
    this.#root ??= this.#createRoot();
    this.#readInlineData();
    this.#configure();
    this.#lastTick = Date.now();
    this.#ticker = setInterval(() => this.#tick(), 1000);
  }

  disconnectedCallback(): void {
    clearInterval(this.#ticker);
    clearTimeout(this.#copiedTimer);
    this.#stopLive();
  }

  attributeChangedCallback(): void {
    if (this.isConnected && this.#settings !== undefined) this.#configure();
  }

  #createRoot(): ShadowRoot {
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    this.#mount = document.createElement("div");
    this.#announcer = new Announcer();
    root.append(this.#mount, this.#announcer.region);
    root.addEventListener("click", (event) => this.#onClick(event));
    return root;
  }

  /** What the server rendered holds the view it was made from, and its messages when they are not English. */
  #readInlineData(): void {
    const script = this.querySelector(':scope > script[type="application/json"]');
    if (script === null) return;
    const data = parseInlineData(script.textContent);
    if (isMessages(data.messages)) {
      this.#messages = data.messages;
      this.#messagesOf = readSettings(this).language;
    }
    if (isView(data.view)) {
      this.#clock.sync(data.view.now);
      this.#adopt(data.view);
    } else {
      this.#render();
    }
    // From here on the shadow root shows what the served page showed, at the same place.
    for (const served of this.querySelectorAll(":scope > .cc, :scope > script")) served.remove();
  }

  #configure(): void {
    const settings = readSettings(this);
    this.#settings = settings;
    if (settings.src !== this.#liveSrc) {
      if (this.#liveSrc !== undefined) this.#shown = null;
      this.#stopLive();
      this.#startLive(settings);
    }
    if (settings.language !== this.#messagesOf) void this.#loadMessages(settings.language);
    else this.#render();
  }

  async #loadMessages(language: Language): Promise<void> {
    const loaded = language === "en" ? en : await this.#tryToLoad(language);
    if (this.#settings?.language !== language) return;
    this.#messages = isMessages(loaded) ? loaded : en;
    this.#messagesOf = isMessages(loaded) ? language : "en";
    this.#render();
  }

  /** English is better than nothing. */
  async #tryToLoad(language: Exclude<Language, "en">): Promise<unknown> {
    try {
      return await CoinCoinCheckoutElement.loadLanguage?.(language);
    } catch (error) {
      console.error(error);
      return undefined;
    }
  }

  #startLive({ src, events }: Settings): void {
    this.#liveSrc = src;
    this.#refused = false;
    if (src === undefined || events === undefined) return;
    if (this.#shown !== null && isFinal(this.#shown.view)) return;
    this.#live = new Live({
      src,
      events,
      hasView: this.#shown !== null,
      isCalm: () => this.#shown !== null && isClosed(this.#shown.stage),
      onView: (view) => {
        this.#clock.sync(view.now);
        this.#adopt(view);
        if (isFinal(view)) this.#live?.stop();
      },
      onConnection: (connection) => {
        this.#connection = connection;
        this.#render();
      },
      onRefused: (status) => {
        this.#refused = this.#shown === null && status >= 400 && status < 500;
        this.#render();
        this.#emit("coincoin:error", { status });
      },
    });
  }

  #stopLive(): void {
    this.#live?.stop();
    this.#live = undefined;
    this.#liveSrc = undefined;
  }

  /** Takes in what a server said, or that time has passed, and tells the page about it. */
  #adopt(next: CheckoutView): void {
    const before = this.#shown;
    const view = mergeViews(before?.view ?? null, next);
    const after: Shown = { view, stage: stageOf(view, this.#clock.now()) };
    this.#shown = after;
    this.#render();
    for (const name of eventsBetween(before, after)) {
      this.#emit(name, { view, stage: after.stage, initial: before === null });
    }
  }

  #emit<Name extends CheckoutEventName>(name: Name, detail: CheckoutEventMap[Name]["detail"]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #tick(): void {
    const slept = Date.now() - this.#lastTick > sleptMs;
    this.#lastTick = Date.now();
    if (slept) this.#live?.wake();
    if (this.#shown === null || !isPayable(this.#shown.stage)) return;
    this.#adopt(this.#shown.view);
    // The deadline passed on this clock: the server may know more, such as money that came in the last second.
    if (!isPayable(this.#shown.stage)) void this.#live?.refresh();
  }

  #render(): void {
    const root = this.#root;
    const mount = this.#mount;
    if (root === undefined || mount === undefined) return;
    const settings = this.#settings ?? readSettings(this);
    const direction = directionOf(this.#messagesOf);
    const t = translator(this.#messages, direction);
    const context: PageContext = {
      ...settings,
      t,
      language: this.#messagesOf,
      direction,
      live: true,
      connection: this.#connection,
      copied: this.#copied,
    };
    const shown = this.#shown;
    const focused = root.activeElement;
    if (shown === null) {
      patch(mount, [emptyPage(context, this.#refused ? "unavailable" : "loading")]);
    } else {
      const now = this.#clock.now();
      const model = {
        ...context,
        ...shown,
        now,
        connection: isFinal(shown.view) ? ("none" as const) : this.#connection,
      };
      patch(mount, [page(model)]);
      const left = shown.view.expiresAt === null ? undefined : Date.parse(shown.view.expiresAt) - now;
      const reminding = isPayable(shown.stage) ? left : undefined;
      this.#announcer?.show(shown.stage, shown.view.received, sentence(model), reminding, t);
    }
    // A button that had the focus may be gone with its stage: the headline says why.
    if (focused !== null && !focused.isConnected) root.querySelector<HTMLElement>(".headline")?.focus();
  }

  #onClick(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
    const field = button?.getAttribute("data-copy");
    if (field === "amount" || field === "address") void this.#copy(field);
  }

  async #copy(field: "amount" | "address"): Promise<void> {
    const view = this.#shown?.view;
    const value = field === "address" ? view?.address : (view?.remaining ?? view?.amountDue);
    if (!value) return;
    const t = translator(this.#messages, directionOf(this.#messagesOf));
    const copied = await copyText(value, this.#root?.querySelector(`[data-value="${field}"]`) ?? null);
    this.#announcer?.say(t(copied ? "action.copied" : "action.copyFailed"));
    if (!copied) return;
    this.#copied = field;
    this.#render();
    this.#emit("coincoin:copy", { field });
    clearTimeout(this.#copiedTimer);
    this.#copiedTimer = setTimeout(() => {
      this.#copied = undefined;
      this.#render();
    }, copiedMs);
  }
}

function parseInlineData(text: string): { view?: unknown; messages?: unknown } {
  const data: unknown = JSON.parse(text);
  return typeof data === "object" && data !== null ? data : {};
}

/** Safe to call twice, and from two copies of this module. */
export function defineCheckout(loadLanguage: LoadLanguage): void {
  CoinCoinCheckoutElement.loadLanguage ??= loadLanguage;
  if (typeof customElements !== "undefined" && customElements.get("coincoin-checkout") === undefined) {
    customElements.define("coincoin-checkout", CoinCoinCheckoutElement);
  }
}
