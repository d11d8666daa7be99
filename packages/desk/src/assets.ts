export const style = `:root{color-scheme:light dark;--ink:#1b1d21;--soft:#565c66;--page:#f6f7f9;--card:#fff;--line:#8a919c;--rule:#dfe2e7;--link:#0a4fa8;--bad:#a3150c;--good:#11602f}
@media(prefers-color-scheme:dark){:root{--ink:#eceef1;--soft:#aeb5c0;--page:#15171b;--card:#1e2126;--line:#7b8491;--rule:#343941;--link:#8dbcff;--bad:#ff9d94;--good:#7fd6a0}}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
a{color:var(--link)}.skip{position:absolute;left:-99em}.skip:focus{left:1em;top:.5em;background:var(--card);padding:.5em;z-index:1}
header{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.5em 2em;padding:.5em 1em;background:var(--card);border-bottom:1px solid var(--rule)}
nav ul{display:flex;flex-wrap:wrap;gap:.25em 1.25em;margin:0;padding:0;list-style:none}nav a{display:inline-block;padding:.4em 0;text-decoration:none}
nav a[aria-current]{font-weight:650;color:var(--ink);border-bottom:3px solid var(--link)}.who{margin:0;padding:.4em 0;color:var(--soft)}
main{max-width:76em;margin:0 auto;padding:1em}main:focus{outline:0}h1{font-size:1.5rem;margin:.3em 0 .8em}h2{font-size:1.15rem;margin:1.8em 0 .6em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(12.5em,1fr));gap:.75em;margin:0}
.tiles div{display:flex;flex-direction:column;justify-content:space-between;background:var(--card);border:1px solid var(--rule);border-radius:.5em;padding:.7em .9em}.tiles dt{color:var(--soft)}.tiles dd{margin:0;font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums}
table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--rule)}th,td{text-align:left;vertical-align:top;padding:.55em .7em;border-bottom:1px solid var(--rule);overflow-wrap:anywhere}td:first-child,td:nth-child(2){min-width:9.5em}th{color:var(--soft);font-weight:600}
form,.row{display:flex;flex-wrap:wrap;gap:.5em .75em;align-items:end;margin:.4em 0}label{display:grid;gap:.15em;color:var(--soft)}label.check{display:flex;gap:.4em;align-items:center}
input,select,button{font:inherit;min-height:2.5em;padding:.3em .6em;border:1px solid var(--line);border-radius:.35em;background:var(--card);color:var(--ink);max-width:100%}input[type=checkbox]{min-height:1.5em;width:1.5em}
button{cursor:pointer;font-weight:600}button.main{background:var(--link);color:var(--card);border-color:var(--link)}
details{background:var(--card);border:1px solid var(--rule);border-radius:.5em;padding:.5em .9em;margin:.6em 0}summary{cursor:pointer;padding:.3em 0;font-weight:600}
.soft{color:var(--soft)}.problem,.critical{color:var(--bad);font-weight:600}.done{color:var(--good);font-weight:600}code{overflow-wrap:anywhere;font-size:.92em}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
ol.timeline{list-style:none;margin:0;padding:0}ol.timeline li{background:var(--card);border:1px solid var(--rule);border-left:4px solid var(--link);padding:.5em .9em;margin:.4em 0}ol.timeline p{margin:.15em 0}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.3em 1.2em;margin:0}dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;overflow-wrap:anywhere}
@media(max-width:44em){.tiles{grid-template-columns:1fr 1fr}.tiles dd{font-size:1.25rem}thead{position:absolute;clip-path:inset(50%)}tr,td{display:block}td{border:0;padding:.2em .7em}td::before{content:attr(data-head);display:block;color:var(--soft);font-size:.85em}tr{border-bottom:1px solid var(--rule);padding:.4em 0}dl.facts{grid-template-columns:1fr}dl.facts dd{margin-bottom:.4em}}`;

/** Takes the page again every five seconds while nobody is in the middle of something. The page is whole without it. */
export const script = `"use strict";
(function () {
  var every = 5000;
  function busy(main) {
    var active = document.activeElement;
    if (document.hidden || main.querySelector("details[open]")) return true;
    if (active && active !== main && main.contains(active)) return true;
    return Array.prototype.some.call(main.querySelectorAll("input:not([type=hidden])"), function (input) {
      return input.value !== input.defaultValue || input.checked !== input.defaultChecked;
    });
  }
  function again() {
    var main = document.getElementById("main");
    if (busy(main)) return setTimeout(again, every);
    fetch(location.href, { credentials: "same-origin", redirect: "error" })
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (text) {
        if (text === null || busy(main)) return;
        var fresh = new DOMParser().parseFromString(text, "text/html").getElementById("main");
        if (fresh && fresh.innerHTML !== main.innerHTML) main.replaceChildren.apply(main, Array.from(fresh.childNodes));
      })
      .catch(function () {})
      .then(function () { setTimeout(again, every); });
  }
  var here = new URL(location.href);
  if (here.searchParams.has("done") || here.searchParams.has("problem")) {
    here.searchParams.delete("done");
    here.searchParams.delete("problem");
    history.replaceState(null, "", here);
  }
  setTimeout(again, every);
})();
`;
