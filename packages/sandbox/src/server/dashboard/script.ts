/** The dashboard's script, as it is served: it only posts to controls and puts in what the server rendered. */
export const script = `"use strict";
const connection = document.querySelector("#connection");
const GONE = "The sandbox does not answer. Was it stopped?";
let clockAhead = 0;

/** Posts to a control. What it objects to is shown beside what was used. */
async function send(control, method, path, body) {
  const slot = control.closest("[data-key]");
  slot?.querySelector(".problem")?.remove();
  let problem;
  try {
    const reply = await fetch("/_sandbox/" + path, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (reply.ok) return true;
    problem = (await reply.json()).message;
  } catch {
    problem = GONE;
  }
  const place = control.isConnected ? control.closest(".row, form, label") : slot?.lastElementChild;
  const shown = document.createElement("p");
  shown.className = "problem";
  shown.setAttribute("role", "alert");
  shown.textContent = problem;
  place?.after(shown);
  return false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.post) send(button, "POST", button.dataset.post, JSON.parse(button.dataset.body));
  if (button?.dataset.copy) copy(button);
});

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  getSelection().selectAllChildren(source);
  let copied = false;
  try {
    await navigator.clipboard.writeText(source.textContent);
    copied = true;
  } catch {
    copied = document.execCommand("copy");
  }
  button.textContent = copied ? "Copied" : "Selected: press Ctrl+C";
}

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const body = Object.fromEntries(new FormData(form));
  const method = form.dataset.put ? "PUT" : "POST";
  const path = form.dataset.put || form.dataset.post;
  if (!path) return;
  const slot = form.closest("[data-key]");
  if (await send(form, method, path, body)) slot.querySelector('form[data-' + (form.dataset.put ? "put" : "post") + '="' + CSS.escape(path) + '"]')?.reset();
});

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.matches("[data-put-asset]")) send(field, "PUT", "asset", JSON.parse(field.value));
  const form = field.closest("form[data-faults]");
  if (!form) return;
  const plan = JSON.parse(form.dataset.faults);
  const [group, fault] = field.name.split(".");
  if (fault) plan[group] = { ...plan[group], [fault]: Number(field.value) };
  else plan[group] = field.value;
  send(field, "PUT", "faults", plan);
});

const USABLE = "button, input, select, summary, a";

/** What a person has done in a slot and would lose: where they are, what they typed, what they opened. */
function stateOf(slot) {
  const active = document.activeElement;
  const usable = [...slot.querySelectorAll(USABLE)];
  const index = usable.indexOf(active);
  return {
    index,
    label: index < 0 ? "" : labelOf(active),
    selection: active?.matches("input") ? [active.selectionStart, active.selectionEnd] : null,
    typed: [...slot.querySelectorAll("form[data-post], form[data-put]")].map((form) => [...new FormData(form)]),
    open: [...slot.querySelectorAll("details")].map((details) => details.open),
    problem: slot.querySelector(".problem"),
  };
}

function labelOf(element) {
  return element.tagName + (element.name || element.textContent);
}

function put(slot, html) {
  const { index, label, selection, typed, open, problem } = stateOf(slot);
  slot.innerHTML = html;
  slot.querySelectorAll("details").forEach((details, each) => { details.open = open[each] ?? false; });
  slot.querySelectorAll("form[data-post], form[data-put]").forEach((form, each) => {
    for (const [name, value] of typed[each] ?? []) form.elements[name].value = value;
  });
  if (problem) slot.append(problem);
  if (index < 0) return;
  const usable = [...slot.querySelectorAll(USABLE)];
  const next = usable.find((each) => labelOf(each) === label) ?? usable[Math.min(index, usable.length - 1)];
  next?.focus({ preventScroll: true });
  if (selection && next?.matches("input")) next.setSelectionRange(...selection);
}

function slotFor(key) {
  return document.querySelector('[data-key="' + CSS.escape(key) + '"]');
}

function apply({ keys, changed }) {
  for (const { key, html } of changed.toReversed()) {
    let slot = slotFor(key);
    if (!slot) {
      slot = document.createElement("article");
      slot.dataset.key = key;
      const list = document.querySelector('[data-list="' + key.slice(0, key.indexOf(":") + 1) + '"]');
      list.prepend(slot);
    }
    put(slot, html);
  }
  for (const slot of document.querySelectorAll("[data-key]")) {
    if (!keys.includes(slot.dataset.key)) slot.remove();
  }
  const now = document.querySelector("[data-now]");
  clockAhead = Number(now.dataset.now) - Date.now();
  tick();
}

function tick() {
  const now = Date.now() + clockAhead;
  const clock = document.querySelector("[data-now]");
  if (clock) clock.textContent = new Date(now).toISOString().slice(0, 19).replace("T", " ");
  for (const span of document.querySelectorAll("[data-until]")) {
    const minutes = Math.max(0, Math.floor((Date.parse(span.dataset.until) - now) / 60000));
    span.textContent = Math.floor(minutes / 60) + " h " + (minutes % 60) + " min left";
  }
}

const events = new EventSource("/_sandbox/events");
events.onmessage = (event) => apply(JSON.parse(event.data));
events.onerror = () => { connection.textContent = GONE; };
events.onopen = () => { connection.textContent = ""; };
setInterval(tick, 1000);
`;
