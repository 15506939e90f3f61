// The board: a button for each action and origin, the queue of clicks, and the latest result behind its button.

import { actions } from "./actions.js";
import { explain, unanswered } from "./explain.js";
import { element, result } from "./result.js";

const json = async (path) => (await fetch(path)).json();
const source = await (await fetch("/api.rs")).text();

// `places`: the origins that send requests, each with `id`, `name`, `origin` and `send`.
export function show(places) {
  const board = document.getElementById("board");
  board.append(...actions.map((action) => element("li", { class: "row" },
    element("span", { class: "label" }, element("strong", {}, action.label), element("code", {}, `${action.method} ${action.path}`)),
    ...places.map((place) => button(action, place)))));
  board.dataset.results = 0;
}

function button(action, place) {
  const state = element("span", { class: "state" }, "Send");
  const made = element("button", { type: "button", class: place.id, "data-action": action.id, "data-place": place.id },
    element("span", { class: "unseen" }, `${action.label}, from ${place.name}: `), state);
  made.addEventListener("click", () => enqueue({ action, place, button: made, state }));
  return made;
}

// One click after the other, so that the record tells which exchanges belong to which.
let last = Promise.resolve();
const waiting = new Map();

function enqueue(click) {
  waiting.set(click.button, (waiting.get(click.button) ?? 0) + 1);
  showState(click);
  last = last.then(() => run(click));
}

async function run(click) {
  const explained = await ask(click);
  waiting.set(click.button, waiting.get(click.button) - 1);
  showState(click, explained);
  open(click, explained);
}

function showState({ button, state }, explained) {
  const count = waiting.get(button);
  if (count) state.textContent = count > 1 ? `… ${count} waiting` : "… waiting";
  else state.textContent = `${explained.mark} ${explained.short}`;
  button.dataset.kind = count ? "waiting" : explained.kind;
}

// Sends the request and explains what happened, from the record of the wire.
async function ask({ action, place }) {
  try {
    const before = (await json("/wire/0")).at(-1)?.id ?? 0;
    const outcome = await place.send(action);
    const recorded = await json(`/wire/${before}`);
    const own = ({ path, request_headers }) =>
      path === action.path && request_headers.some(([name, value]) => name === "origin" && value === place.origin);
    return explain(action, place, recorded.filter(own), outcome);
  } catch {
    return unanswered("The demo itself does not answer. Does it still run?");
  }
}

// Shows a result behind its button: one press of Tab away, and in view.
function open(click, explained) {
  const { action, place, button } = click;
  const earlier = document.querySelector(".result");
  // A focus inside the earlier result would be lost with it.
  if (earlier?.contains(document.activeElement)) earlier.previousElementSibling.focus({ preventScroll: true });
  const before = button.getBoundingClientRect().top;
  earlier?.remove();
  const opened = result(action, place, explained, rule(action.handler));
  button.after(opened);
  scrollBy(0, button.getBoundingClientRect().top - before);
  reveal(opened, button.parentElement);
  const board = document.getElementById("board");
  board.dataset.results = Number(board.dataset.results) + 1;
  document.getElementById("status").textContent = `${action.label}, from ${place.name}. ${explained.verdict}.`;
}

// Scrolls until the result is in view, but not past its row.
function reveal(opened, row) {
  const margin = 8;
  const above = row.getBoundingClientRect().top - margin;
  const below = opened.getBoundingClientRect().bottom - innerHeight + margin;
  if (above < 0 || below > 0) scrollBy(0, Math.min(above, below));
}

// A handler's annotation in the API's source, and the policy that it names. In that source, blank lines separate items only.
function rule(handler) {
  const items = source.split("\n\n");
  const own = items.find((item) => item.includes(`async fn ${handler}(`)) ?? "";
  const named = own.match(/#\[cors\(\s*policy = (\w+)/)?.[1];
  const policy = items.find((item) => named && item.includes(`struct ${named};`));
  const signature = own.slice(0, own.indexOf(" {\n"));
  return [signature && `${signature} { … }`, policy].filter(Boolean).join("\n\n");
}
