/** Name of ours, name of the merchant's property, light, dark. */
const colours = [
  ["background", "background", "#fff", "#16191f"],
  ["surface", "surface", "#f5f7fa", "#1e222a"],
  ["text", "text", "#161b26", "#f1f3f6"],
  ["muted", "muted", "#545d6e", "#aab2bf"],
  ["line", "line", "#dce1e9", "#343b47"],
  ["accent", "accent", "#1f57d6", "#8ab4ff"],
  ["on-accent", "on-accent", "#fff", "#0c1a33"],
  ["good", "good", "#0b7a4b", "#5fd49a"],
  ["warn", "warn", "#8a5800", "#f5c162"],
  ["warn-back", "warn-background", "#fff6e3", "#33291a"],
  ["bad", "bad", "#b3261e", "#ff9d96"],
] as const;

const palette = (value: (light: string, dark: string) => string): string =>
  colours
    .map(
      ([name, property, light, dark]) => `--cc-${name}: var(--coincoin-${property}, ${value(light, dark)});`,
    )
    .join(" ");

/**
 * The style sheet of the page and of the element's shadow root. No `style` attributes anywhere: a strict content security
 * policy allows this text by its hash and nothing else. Plain colours come first and `light-dark()`, which
 * browsers have had since 2024, on top of them: an older browser is given the light page, or the dark one that was asked for.
 */
export const styles = `
:host { display: block; }
:host([hidden]) { display: none; }
.cc {
  ${palette((light) => light)}
  --cc-radius: var(--coincoin-radius, 14px);
  --cc-tone: var(--cc-accent);
  box-sizing: border-box;
  container-type: inline-size;
  display: flex;
  flex-direction: column;
  gap: 1.25rem;
  max-width: 46rem;
  margin-inline: auto;
  padding: clamp(1rem, 4vw, 2rem);
  color: var(--cc-text);
  background: var(--cc-background);
  border: 1px solid var(--cc-line);
  border-radius: calc(var(--cc-radius) * 1.4);
  font: 400 1rem/1.5 var(--coincoin-font, system-ui, sans-serif);
  text-align: start;
}
@media screen { .cc[data-theme=dark] { ${palette((_, dark) => dark)} color-scheme: dark; } }
.cc[data-theme=light] { color-scheme: light; }
@supports (color: light-dark(#000, #fff)) {
  .cc[data-theme] { ${palette((light, dark) => `light-dark(${light}, ${dark})`)} }
}
.cc * { margin: 0; padding: 0; box-sizing: border-box; }
.cc[data-stage=partial], .cc[data-stage=late], .cc[data-stage=underpaid], .cc[data-stage=wrong-coin] { --cc-tone: var(--cc-warn); }
.cc[data-stage=received], .cc[data-stage=settled], .cc[data-stage=over] { --cc-tone: var(--cc-good); }
.cc[data-stage=expired], .cc[data-stage=invalid], .cc[data-stage=unavailable] { --cc-tone: var(--cc-bad); }
.cc[data-stage=loading] { min-height: 44rem; }
.merchant, .sentence, .before, .next, .label, dt, .foot, .caption { color: var(--cc-muted); }
.test { padding: .6rem .9rem; font-weight: 650; color: var(--cc-background); background: var(--cc-bad); border-radius: calc(var(--cc-radius) * .5); border: 1px solid var(--cc-bad); }
.head { display: grid; gap: .4rem; }
.head > * { min-width: 0; overflow-wrap: break-word; }
.logo { display: block; max-height: 3rem; max-width: 100%; width: auto; }
.summary { font-weight: 600; }
.lines { list-style: none; display: grid; gap: .2rem; font-size: .92rem; }
.leaving { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; }
.sent dd { font: 500 .88rem/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
.merchant { font-size: .9rem; }
.title { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem .65rem; }
.headline { flex: 1 1 9em; min-width: 0; font-size: 1.4rem; font-weight: 650; line-height: 1.25; text-wrap: balance; hyphens: auto; overflow-wrap: anywhere; }
.icon { flex: none; width: 1.9rem; height: 1.9rem; fill: none; stroke: var(--cc-tone); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.icon circle { stroke: none; fill: var(--cc-tone); opacity: .16; }
.countdown { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .5rem; font-size: .95rem; }
.clock { font-variant-numeric: tabular-nums; font-weight: 650; font-size: 1.1rem; min-width: 4.2em; }
.soon .clock { color: var(--cc-bad); }
.steps { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; font-size: .8rem; }
.steps li { flex: 1 1 auto; min-width: 30%; max-width: 100%; padding-top: .5rem; border-top: 4px solid var(--cc-line); hyphens: auto; overflow-wrap: break-word; }
.steps .done, .steps .current { border-color: var(--cc-tone); }
.current { font-weight: 650; }
.pay { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; }
.codes { display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; justify-items: center; align-content: start; min-width: 0; }
.shown { display: grid; grid-template-columns: minmax(0, 1fr); gap: .6rem; justify-items: center; width: 100%; min-width: 0; }
.caption { max-width: min(17rem, 100%); overflow-wrap: anywhere; font-size: .88rem; text-align: center; text-wrap: balance; }
.code { width: 100%; max-width: 17rem; padding: .35rem; background: #fff; border: 1px solid var(--cc-line); border-radius: var(--cc-radius); forced-color-adjust: none; }
.code svg { display: block; width: 100%; height: auto; }
.code .light { fill: #fff; }
.code .dark { fill: #000; }
fieldset { display: flex; flex-wrap: wrap; justify-content: center; gap: 2px; padding: 3px; background: var(--cc-surface); border: 1px solid var(--cc-line); border-radius: 1.3rem; min-width: 0; }
.choice { position: relative; display: block; font-size: .85rem; cursor: pointer; }
.choice input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.choice span { display: block; padding: .35rem .9rem; border-radius: 99px; }
.choice input:checked + span { background: var(--cc-background); box-shadow: 0 0 0 1px var(--cc-line); font-weight: 600; }
.choice input:focus-visible + span { outline: 3px solid var(--cc-accent); outline-offset: 1px; }
.codes:has([value=uri]:checked) .shown.address, .codes:has([value=address]:checked) .shown.uri { display: none; }
@supports not selector(:has(a)) { fieldset { display: none; } }
.details { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; align-content: start; min-width: 0; }
.label, dt { font-size: .85rem; }
.field { display: grid; grid-template-columns: minmax(0, 1fr); gap: .2rem; }
.value { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem .6rem; min-height: 3rem; padding: .35rem .35rem .35rem .8rem; background: var(--cc-surface); border: 1px solid var(--cc-line); border-radius: var(--cc-radius); }
[dir=rtl] .text { text-align: right; }
[dir=rtl] .value { padding: .35rem .8rem .35rem .35rem; }
.value .text { flex: 1 1 auto; min-width: 0; overflow-wrap: break-word; }
.amount .text { font-size: 1.35rem; font-weight: 650; }
.amount .long { font-size: 1.1rem; }
.value .copy { flex: 0 1 auto; margin-inline-start: auto; }
.address .text { flex-basis: 12rem; overflow-wrap: anywhere; }
.address .text .copyable { font: 500 .95rem/1.45 ui-monospace, monospace; }
.copyable { user-select: all; -webkit-user-select: all; }
button, .button { font: inherit; font-size: .95rem; font-weight: 600; min-height: 2.75rem; padding: .45rem 1rem; color: var(--cc-accent); background: var(--cc-background); border: 1px solid var(--cc-line); border-radius: calc(var(--cc-radius) * .75); cursor: pointer; }
.button { display: inline-flex; align-items: center; justify-content: center; max-width: 100%; text-align: center; text-decoration: none; overflow-wrap: anywhere; }
button:hover, .button:hover { border-color: var(--cc-accent); }
.button.primary { color: var(--cc-on-accent); background: var(--cc-accent); border-color: var(--cc-accent); }
@media (pointer: coarse) { .wallet { color: var(--cc-on-accent); background: var(--cc-accent); border-color: var(--cc-accent); } }
.copy { min-width: 5.2rem; padding: .45rem .9rem; }
.cc :focus-visible { outline: 3px solid var(--cc-accent); outline-offset: 2px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(8rem, 100%), 1fr)); gap: .5rem 1rem; }
dd { font-weight: 600; overflow-wrap: anywhere; }
.warning, .note { padding: .75rem .9rem; font-size: .92rem; background: var(--cc-warn-back); border-inline-start: 4px solid var(--cc-warn); border-radius: calc(var(--cc-radius) * .5); overflow-wrap: anywhere; }
.progress { display: grid; gap: .3rem; font-size: .9rem; }
progress { width: 100%; accent-color: var(--cc-tone); }
.links, .actions { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem 1.25rem; }
.link { color: var(--cc-accent); padding-block: .3rem; }
.panel { display: grid; gap: .9rem; padding: 1rem; background: var(--cc-surface); border: 1px solid var(--cc-line); border-radius: var(--cc-radius); }
.panel dl { display: grid; gap: .45rem; }
.row { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
.foot { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1.5rem; padding-top: .9rem; border-top: 1px solid var(--cc-line); font-size: .82rem; overflow-wrap: anywhere; }
.numbers { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; min-width: 0; }
.number { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .45rem; min-width: 0; }
.number dt { font-size: inherit; }
.number dd { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem .45rem; min-width: 0; color: var(--cc-text); font-weight: 500; }
.number .copy { min-width: 0; min-height: 1.75rem; padding: .1rem .55rem; font-size: .8rem; }
.connection::before { content: ""; display: inline-block; width: .55em; height: .55em; margin-inline-end: .45em; border-radius: 50%; background: currentColor; }
.connection.live::before { background: var(--cc-good); }
.connection.offline { color: var(--cc-bad); }
.hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container (min-width: 36rem) {
  .pay { grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); gap: 1.75rem; }
}
@media (forced-colors: active) {
  .choice input:checked + span { outline: 2px solid Highlight; outline-offset: -2px; }
}
@media print {
  .cc[data-theme] { border: 0; padding: 0; color: #000; background: #fff; color-scheme: light; }
  .test { color: var(--cc-bad); background: none; }
  .copy, .actions, .leaving, .print, .links, .link, .connection, .wallet, fieldset { display: none; }
}
`;

/** Only for the served page, around the element. */
export const documentStyles = `
.static .copy { visibility: hidden; }
html { background: #eef1f6; }
html[data-theme=dark] { background: #0d0f13; }
@supports (color: light-dark(#000, #fff)) {
  html { color-scheme: light dark; }
  html[data-theme] { background: light-dark(#eef1f6, #0d0f13); }
  html[data-theme=light] { color-scheme: light; }
  html[data-theme=dark] { color-scheme: dark; }
}
body { margin: 0; padding: clamp(0rem, 3vw, 2.5rem) clamp(0rem, 3vw, 1.5rem); }
@media (max-width: 30rem) {
  body { padding: 0; }
  .cc, coincoin-checkout::part(cc) { border-inline: 0; border-top: 0; border-radius: 0; }
}
@media print { html[data-theme] { background: #fff; color-scheme: light; } }
`;
