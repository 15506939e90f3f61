// The page: sends requests from here, or has the embedded stranger send them.

import { send } from "./actions.js";
import { show } from "./board.js";

const origins = await (await fetch("/origins.json")).json();
// Under another name of this machine, the page would have another origin than the one that the API allows.
if (location.origin !== origins.page) location.replace(origins.page);

for (const [name, origin] of Object.entries(origins)) document.getElementById(`${name}-origin`).textContent = origin;
document.getElementById("stranger-link").href = origins.stranger;

const stranger = embed(origins.stranger);
show([
  { id: "page", name: "this page", origin: origins.page, send: (action) => send(origins.api, action) },
  { id: "stranger", name: "the stranger", origin: origins.stranger, send: stranger },
]);

// Embeds the stranger and returns a function that sends a request from there.
function embed(origin) {
  const frame = document.getElementById("stranger");
  const waiting = new Map();
  const answer = (ticket) => new Promise((resolve, reject) => {
    waiting.set(ticket, resolve);
    setTimeout(reject, 15_000, new Error("The embedded page does not answer."));
  });
  const ready = answer("ready");
  // Whether it is there is of interest only after a click.
  ready.catch(() => {});
  addEventListener("message", ({ origin: sender, data }) => {
    if (sender !== origin) return;
    waiting.get(data.ticket)?.(data.outcome);
    waiting.delete(data.ticket);
  });
  frame.src = `${origin}/embedded.html`;
  let tickets = 0;
  return async ({ id }) => {
    await ready;
    const ticket = ++tickets;
    frame.contentWindow.postMessage({ ticket, id }, origin);
    return answer(ticket);
  };
}
