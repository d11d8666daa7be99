export const style = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1b1f24, #e8eaed);
  --soft: light-dark(#5c6570, #9aa3ad);
  --paper: light-dark(#f4f5f7, #111418);
  --card: light-dark(#ffffff, #1a1e24);
  --line: light-dark(#dfe3e8, #2c333c);
  --accent: light-dark(#0b62d6, #6ea8ff);
  --good: light-dark(#0a7a43, #4cc38a);
  --bad: light-dark(#b3261e, #ff8a80);
  --busy: light-dark(#8a5a00, #f0b849);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 0 1.25rem; align-items: baseline; padding: .8rem 1.25rem;
  border-bottom: 1px solid var(--line); background: var(--card); }
h1 { font-size: 1.2rem; margin: 0; }
h1 span { color: var(--accent); font-weight: 500; }
h2 { font-size: .8rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); margin: .2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
header p { margin: 0; }
.warning, .fine, small { color: var(--soft); font-size: .85rem; }
#connection, .problem { color: var(--bad); }
.problem { margin: .4rem 0; font-size: .88rem; border-left: 3px solid; padding-left: .5rem; }
.env { margin: .4rem 0; } .env button { margin-top: .2rem; }
.notice { padding: 0 1.25rem; }
main { display: grid; grid-template-columns: 19rem minmax(20rem, 1.2fr) minmax(18rem, 1fr); gap: 1.25rem;
  padding: 1.25rem; align-items: start; }
@media (max-width: 70rem) { main { grid-template-columns: 1fr 1fr; } .side { grid-column: 1 / -1; display: grid;
  grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0 1.25rem; } }
@media (max-width: 46rem) { main { grid-template-columns: 1fr; } .side { order: 1; } }
article { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .85rem 1rem;
  margin-bottom: .9rem; }
[data-list]:empty::before { content: attr(data-empty); color: var(--soft); }
.row { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; justify-content: space-between; }
.buttons { justify-content: flex-start; margin-top: .5rem; }
.buttons form { display: flex; gap: .3rem; }
.sum { margin: .35rem 0; }
.sum strong { font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.sum em, summary em { color: var(--busy); font-style: normal; }
.fine { margin: .2rem 0; }
a { color: var(--accent); }
code, pre { font: .82rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { background: var(--paper); border-radius: 6px; padding: .5rem .6rem; margin: .4rem 0; white-space: pre-wrap; }
progress { width: 100%; height: .5rem; accent-color: var(--good); }
.badge { font-size: .8rem; font-weight: 600; border-radius: 99px; padding: .05rem .6rem; border: 1px solid currentColor; }
.badge small { color: inherit; font-weight: 400; }
.receiving, .waiting, .sending { color: var(--accent); }
.settling, .dropped { color: var(--busy); }
.completed, .delivered { color: var(--good); }
.invalid, .failed { color: var(--bad); }
button, input, select { font: inherit; font-size: .88rem; color: inherit; background: var(--paper);
  border: 1px solid var(--line); border-radius: 6px; padding: .2rem .6rem; max-width: 100%; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--card); }
.quiet button { background: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.clock { font-size: 1.15rem; font-variant-numeric: tabular-nums; margin: 0; }
dl { margin: 0 0 .6rem; } dt { color: var(--soft); font-size: .8rem; } dd { margin: 0 0 .3rem; }
.side form, .side > article > label { display: block; margin-top: .5rem; }
fieldset { border: 0; padding: 0; margin: 0 0 .6rem; } legend { font-weight: 600; padding: 0; }
fieldset label { display: flex; justify-content: space-between; align-items: center; font-size: .88rem; padding: .08rem 0; }
label.on { color: var(--busy); font-weight: 600; }
summary { cursor: pointer; font-size: .88rem; }
`;
