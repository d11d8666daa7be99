import type { Messages } from "../languages/en.ts";
import { isMessages, translator } from "../languages/fill.ts";
import { directionOf, type Language } from "../languages/language.ts";
import type { CopyField, CopyResult, PageContext } from "../page/model.ts";
import { documentTitle, emptyPage, page } from "../page/page.ts";
import { announcement } from "../page/sentence.ts";
import { isClosed, isFinal, isPayable, type Stage, stageOf } from "../stage.ts";
import type { CheckoutView } from "../view.ts";
import { Announcer } from "./announce.ts";
import { ServerClock } from "./clock.ts";
import { copyText } from "./copy.ts";
import { type CheckoutEventMap, type CheckoutEventName, eventsBetween, type Shown } from "./events.ts";
import { tellSize } from "./frame.ts";
import { type Connection, Live } from "./live.ts";
import { isView, mergeViews } from "./merge.ts";
import { patch } from "./patch.ts";
import { attributeNames, readSettings, type Settings } from "./settings.ts";
import { addStyles } from "./sheet.ts";
import { WalletWatch } from "./wallet-watch.ts";

/** Resolves to a translation; anything that is not a whole one is taken for a failure. */
export type LoadLanguage = (language: Language) => Promise<unknown>;

const leaveSeconds = 10;
const copiedMs = 2000;
/** Between two tries to load a first language. */
const againMs = 5000;
/** Somebody has to read it, and to copy by hand. */
const notCopiedMs = 10_000;
/** A tick that comes this late means that the machine slept or the page was frozen. */
const sleptMs = 5000;

/** Where it is at hand: shown until another language is loaded, and when that cannot be. */
let english: Messages | undefined;

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
  /** The document is the server's payment page: its title is ours to keep true. */
  #ownsDocument = false;
  #settings: Settings | undefined;
  #messages: Messages | undefined = english;
  #messagesOf: Language = "en";
  readonly #clock = new ServerClock();
  readonly #walletWatch = new WalletWatch();
  #live: Live | undefined;
  #liveSrc: string | undefined;
  #connection: Connection = "polling";
  #shown: Shown | null = null;
  /** The page asks for money, as it was drawn last. */
  #isAsking = false;
  #refused = false;
  #copied: CopyResult | undefined;
  #noWallet = false;
  /** Seconds until the customer is taken to the shop. */
  #leavingIn: number | undefined;
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
    if (this.#root === undefined) this.#takeOver();
    this.#configure();
    this.#lastTick = Date.now();
    this.#ticker = setInterval(() => this.#tick(), 1000);
  }

  disconnectedCallback(): void {
    clearInterval(this.#ticker);
    clearTimeout(this.#copiedTimer);
    this.#walletWatch.stop();
    this.#stopLive();
  }

  attributeChangedCallback(): void {
    if (this.isConnected && this.#settings !== undefined) this.#configure();
  }

  /**
   * Draws first and attaches the shadow root last: whatever an old browser throws on the way, the served page is still there,
   * and its watchdog loads it again.
   */
  #takeOver(): void {
    this.#mount = document.createElement("div");
    this.#announcer = new Announcer();
    this.#settings = readSettings(this);
    const served = this.#readInlineData();
    if (served === null) this.#render();
    else this.#show(served);
    const root = this.attachShadow({ mode: "open" });
    addStyles(root);
    root.append(this.#mount, this.#announcer.region);
    root.addEventListener("click", (event) => this.#onClick(event));
    this.#root = root;
    // From here on the shadow root shows what the served page showed, at the same place.
    if (!this.#ownsDocument) return;
    for (const part of this.querySelectorAll(":scope > .cc, :scope > script")) part.remove();
    if (this.#shown !== null) this.#announce(null, this.#shown);
    if (window.parent !== window) tellSize();
  }

  /** What the server rendered holds the view it was made from, and its messages. */
  #readInlineData(): CheckoutView | null {
    const script = this.querySelector(':scope > script[type="application/json"]');
    if (script === null) return null;
    this.#ownsDocument = true;
    const data = parseInlineData(script.textContent);
    if (isMessages(data.messages)) {
      this.#messages = data.messages;
      this.#messagesOf = readSettings(this).language;
    }
    if (!isView(data.view)) return null;
    this.#clock.sync(data.view.now);
    return data.view;
  }

  #configure(): void {
    const settings = readSettings(this);
    this.#settings = settings;
    if (settings.src !== this.#liveSrc) {
      if (this.#liveSrc !== undefined) this.#shown = null;
      this.#stopLive();
      this.#startLive(settings);
    }
    if (settings.language !== this.#messagesOf || this.#messages === undefined)
      void this.#loadMessages(settings.language);
    else this.#render();
  }

  /** English is better than nothing, and what was shown before is better than that. */
  async #loadMessages(wanted: Language): Promise<void> {
    for (const language of [wanted, "en"] as const) {
      const loaded = await this.#tryToLoad(language);
      if (this.#settings?.language !== wanted) return;
      if (!isMessages(loaded)) continue;
      this.#messages = loaded;
      this.#messagesOf = language;
      break;
    }
    this.#render();
    if (this.#messages === undefined) setTimeout(() => this.attributeChangedCallback(), againMs);
  }

  async #tryToLoad(language: Language): Promise<unknown> {
    if (language === "en" && english !== undefined) return english;
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
      isCalm: () => this.#shown !== null && isClosed(this.#shown.view, this.#clock.now()),
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
    this.#announce(before, this.#show(mergeViews(before?.view ?? null, next)));
  }

  #show(view: CheckoutView): Shown {
    const shown = { view, stage: stageOf(view, this.#clock.now()) };
    this.#shown = shown;
    this.#render();
    return shown;
  }

  #announce(before: Shown | null, after: Shown): void {
    // The one who opens a receipt later came to read it.
    if (
      before !== null &&
      after.stage === "received" &&
      !before.view.paid &&
      this.#settings?.successUrl !== undefined
    ) {
      this.#leavingIn = leaveSeconds;
      this.#render();
    }
    for (const name of eventsBetween(before, after)) {
      this.#emit(name, { ...after, initial: before === null });
    }
  }

  #emit<Name extends CheckoutEventName>(name: Name, detail: CheckoutEventMap[Name]["detail"]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #tick(): void {
    const slept = Date.now() - this.#lastTick > sleptMs;
    this.#lastTick = Date.now();
    if (slept) this.#live?.wake();
    this.#countDown();
    if (this.#shown === null || !this.#isAsking) return;
    const { view } = this.#shown;
    this.#adopt(view);
    // The deadline passed on this clock: the server may know more, such as money that came in the last second.
    if (!isPayable(view, this.#clock.now())) void this.#live?.refresh();
  }

  #countDown(): void {
    if (this.#leavingIn === undefined) return;
    this.#leavingIn -= 1;
    this.#render();
    const url = this.#settings?.successUrl;
    if (this.#leavingIn > 0 || url === undefined) return;
    this.#leavingIn = undefined;
    location.assign(url);
  }

  #render(): void {
    const mount = this.#mount;
    if (mount === undefined) return;
    const settings = this.#settings ?? readSettings(this);
    const direction = directionOf(this.#messagesOf);
    const messages = this.#messages;
    // Before any language is there, what stands inside the element is shown.
    const t = messages === undefined ? () => "" : translator(messages, direction);
    const context: PageContext = {
      ...settings,
      t,
      language: this.#messagesOf,
      direction,
      live: true,
      connection: this.#connection,
      copied: this.#copied,
      noWallet: this.#noWallet,
      leavingIn: this.#leavingIn,
    };
    const shown = messages === undefined ? null : this.#shown;
    const focused = this.#root?.activeElement ?? null;
    if (shown === null) {
      const state = this.#refused && messages !== undefined ? "unavailable" : "loading";
      patch(mount, [emptyPage(context, state)]);
    } else {
      const now = this.#clock.now();
      const model = {
        ...context,
        ...shown,
        now,
        connection: isFinal(shown.view) ? ("none" as const) : this.#connection,
      };
      patch(mount, [page(model)]);
      this.#isAsking = isPayable(shown.view, now);
      const left = shown.view.expiresAt === null ? undefined : Date.parse(shown.view.expiresAt) - now;
      this.#announcer?.show(shown, announcement(model), this.#isAsking ? left : undefined, t);
      if (this.#ownsDocument) {
        document.title = documentTitle(t(`${shown.stage}.title`), settings.merchantName);
      }
    }
    // A button that had the focus may be gone with its stage: the headline says why.
    if (focused !== null && !focused.isConnected) mount.querySelector<HTMLElement>(".headline")?.focus();
  }

  #onClick({ target }: Event): void {
    if (!(target instanceof Element)) return;
    const field = copyFieldOf(target.closest("[data-copy]"));
    if (field !== undefined) void this.#copy(field);
    if (target.closest("[data-print]") !== null) print();
    if (target.closest("[data-stay]") !== null) {
      this.#leavingIn = undefined;
      this.#render();
    }
    if (target.closest("[data-wallet]") === null) return;
    this.#walletWatch.start(() => {
      this.#noWallet = true;
      this.#render();
      this.#say("action.noWallet");
    });
  }

  #say(key: "action.copied" | "action.copyFailed" | "action.noWallet"): void {
    this.#announcer?.say(this.#messages?.[key] ?? "");
  }

  async #copy(field: CopyField): Promise<void> {
    const shown = this.#root?.querySelector(`[data-value="${field}"]`) ?? null;
    // What is copied is what is shown.
    const value = shown?.textContent;
    if (!value) return;
    const done = await copyText(value, shown);
    this.#say(done ? "action.copied" : "action.copyFailed");
    this.#showCopied({ field, done });
    if (done) this.#emit("coincoin:copy", { field });
    clearTimeout(this.#copiedTimer);
    this.#copiedTimer = setTimeout(() => this.#showCopied(undefined), done ? copiedMs : notCopiedMs);
  }

  #showCopied(result: CopyResult | undefined): void {
    this.#copied = result;
    this.#render();
  }
}

const copyFieldOf = (button: Element | null): CopyField | undefined =>
  (["amount", "address", "order", "payment"] as const).find(
    (field) => field === button?.getAttribute("data-copy"),
  );

function parseInlineData(text: string): { view?: unknown; messages?: unknown } {
  const data: unknown = JSON.parse(text);
  return typeof data === "object" && data !== null ? data : {};
}

/** Safe to call twice, and from two copies of this module. */
export function defineCheckout(loadLanguage: LoadLanguage, atHand?: Messages): void {
  CoinCoinCheckoutElement.loadLanguage ??= loadLanguage;
  english ??= atHand;
  if (typeof customElements !== "undefined" && customElements.get("coincoin-checkout") === undefined) {
    customElements.define("coincoin-checkout", CoinCoinCheckoutElement);
  }
}
