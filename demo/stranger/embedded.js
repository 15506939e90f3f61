// The stranger, embedded: sends the requests of the embedding page from its own origin.

import { actions, send } from "./actions.js";

const origins = await (await fetch("/origins.json")).json();
const latest = document.getElementById("latest");
document.getElementById("origin").textContent = location.origin;

addEventListener("message", async ({ origin, data }) => {
  if (origin !== origins.page) return;
  const action = actions.find(({ id }) => id === data.id);
  if (!action) return;
  const outcome = await send(origins.api, action);
  const got = outcome.readable ? `could read ${outcome.status}` : outcome.error ?? "a form, whose answer no script can read";
  latest.textContent = `${action.method} ${action.path}: ${got}`;
  parent.postMessage({ ticket: data.ticket, outcome }, origins.page);
});

parent.postMessage({ ticket: "ready" }, origins.page);
