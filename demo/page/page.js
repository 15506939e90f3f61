// The page: sends the requests of its buttons, from here or from the stranger, and shows the result.

import { actions, send } from "./actions.js";
import { card, element } from "./card.js";
import { explain } from "./explain.js";

const json = async (path) => (await fetch(path)).json();
const byId = (id) => document.getElementById(id);

const origins = await json("/origins.json");
// Under another name of this machine, the page would have another origin than the one that the API allows.
if (location.origin !== origins.page) location.replace(origins.page);

const source = await (await fetch("/api.rs")).text();
const stranger = embed(origins.stranger);

const places = [
  { id: "page", name: "this page", origin: origins.page, send: (action) => send(origins.api, action) },
  { id: "stranger", name: "the stranger", origin: origins.stranger, send: stranger },
];

for (const place of places) {
  byId(`${place.id}-origin`).textContent = place.origin;
  byId(`${place.id}-buttons`).append(...actions.map((action) => button(action, place)));
}
byId("api-origin").textContent = origins.api;
byId("source").textContent = source;

function button(action, place) {
  const made = element("button", { type: "button", "data-action": action.id },
    element("span", {}, action.label),
    element("code", {}, `${action.method} ${action.path}`));
  made.addEventListener("click", () => clicked(action, place));
  return made;
}

let busy = false;

// One click at a time, so that the exchanges of each click can be told apart in the record.
async function clicked(action, place) {
  if (busy) return;
  busy = true;
  try {
    const before = (await json("/wire/0")).at(-1)?.id ?? 0;
    const outcome = await place.send(action);
    const exchanges = (await json(`/wire/${before}`)).filter(({ path }) => path === action.path);
    show(action, place, explain(action, place.origin, exchanges, outcome));
  } catch {
    byId("status").textContent = "The demo does not answer. Does it still run?";
  } finally {
    busy = false;
  }
}

function show(action, place, explained) {
  const results = byId("results");
  for (const earlier of results.children) earlier.open = false;
  results.prepend(card(action, place, explained, rule(action.handler)));
  results.dataset.count = results.children.length;
  byId("status").textContent = `${action.label}, from ${place.name}. ${explained.verdict}.`;
}

// A handler's annotation in the API's source, and the policy that it names. In that source, blank lines separate items only.
function rule(handler) {
  const items = source.split("\n\n");
  const own = items.find((item) => item.includes(`async fn ${handler}(`)) ?? "";
  const named = own.match(/#\[cors\(policy = (\w+)/)?.[1];
  const policy = items.find((item) => named && item.includes(`struct ${named};`));
  const signature = own.slice(0, own.indexOf(" {\n"));
  return [policy, `${signature} { … }`].filter(Boolean).join("\n\n");
}

// Embeds the stranger and returns a function that sends a request from there.
function embed(origin) {
  const frame = byId("stranger");
  const waiting = new Map();
  const ready = new Promise((resolve) => waiting.set("ready", resolve));
  addEventListener("message", ({ origin: sender, data }) => {
    if (sender !== origin) return;
    waiting.get(data.ticket)?.(data.outcome);
    waiting.delete(data.ticket);
  });
  frame.src = origin;
  let tickets = 0;
  return async ({ id }) => {
    await ready;
    const ticket = ++tickets;
    return new Promise((resolve) => {
      waiting.set(ticket, resolve);
      frame.contentWindow.postMessage({ ticket, id }, origin);
    });
  };
}
