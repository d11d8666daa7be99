/** The dashboard's script, as it is served: it only posts to controls and puts in what the server rendered. */
export const script = `"use strict";
const message = document.querySelector("#message");
let clockAhead = 0;

async function send(method, path, body) {
  message.textContent = "";
  try {
    const reply = await fetch("/_sandbox/" + path, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!reply.ok) message.textContent = (await reply.json()).message;
    return reply.ok;
  } catch {
    message.textContent = "The sandbox does not answer. Was it stopped?";
    return false;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-post]");
  if (button) send("POST", button.dataset.post, JSON.parse(button.dataset.body));
});

document.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const body = Object.fromEntries(new FormData(form));
  const method = form.dataset.put ? "PUT" : "POST";
  const path = form.dataset.put || form.dataset.post;
  if (path && (await send(method, path, body))) {
    form.reset();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }
});

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.matches("[data-put-asset]")) send("PUT", "asset", JSON.parse(field.value));
  const form = field.closest("form[data-faults]");
  if (!form) return;
  const plan = JSON.parse(form.dataset.faults);
  const [group, fault] = field.name.split(".");
  if (fault) plan[group] = { ...plan[group], [fault]: Number(field.value) };
  else plan[group] = field.value;
  field.blur();
  send("PUT", "faults", plan);
});

function typingIn(slot) {
  const active = document.activeElement;
  return slot.contains(active) && active.matches("input, select");
}

function put(slot, html) {
  if (typingIn(slot)) {
    slot.addEventListener("focusout", () => put(slot, slot.pending ?? html), { once: true });
    slot.pending = html;
    return;
  }
  delete slot.pending;
  const open = [...slot.querySelectorAll("details")].map((details) => details.open);
  slot.innerHTML = html;
  slot.querySelectorAll("details").forEach((details, index) => { details.open = open[index] ?? false; });
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
events.onerror = () => { message.textContent = "The sandbox does not answer. Was it stopped?"; };
events.onopen = () => { message.textContent = ""; };
setInterval(tick, 1000);
`;
