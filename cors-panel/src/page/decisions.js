// The last decisions, as they are made.

import { address, at, cell, documentLink, element, get, prose, row } from "./dom.js";

/** How often the page looks for new decisions, in milliseconds. */
const EVERY = 1000;
const SIGNS = { allowed: "✓ ", denied: "✕ ", reported: "! ", neutral: "· " };
const SHOWN = 100;

let last = 0;
let patterns = new Set();
let isPaused = false;
let isAnswered = true;

const soft = (text) => element("span", { class: "soft" }, text);

const time = (milliseconds) => {
  const moment = new Date(milliseconds);
  const text = moment.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
  return element("time", { datetime: moment.toISOString() }, text);
};

/** A link to the question about the same request, if the inventory has its route. */
const question = ({ route, method, origin }) => {
  if (!patterns.has(route) || !origin) return null;
  const href = address("explain", { route, kind: "route", method, origin });
  return element("div", {}, element("a", { class: "ask", href, "aria-label": `Explain ${method} ${route} from ${origin}` }, "Explain"));
};

const shown = (decision) => row({ "data-mark": decision.mark, "data-number": decision.number }, "Time", time(decision.time),
  cell("Decision", element("span", { class: `decision ${decision.mark}` },
    element("span", { "aria-hidden": "true" }, SIGNS[decision.mark]), decision.words)),
  cell("Request", element("span", { class: "method" }, decision.method), " ",
    decision.route ? element("code", {}, decision.route) : soft("unknown route"), question(decision)),
  cell("Origin", decision.origin ? element("code", {}, decision.origin) : soft("none")),
  cell("Reason", element("div", {}, element("code", { class: "reason" }, decision.reason)), element("div", {}, ...prose(decision.sentence)),
    element("div", { class: "soft" }, decision.policy ? ["policy ", element("code", {}, decision.policy), " · "] : null,
      documentLink(decision.document))));

const filter = () => {
  const deniedOnly = at("denied-only").checked;
  for (const row of at("decisions-rows").children) {
    row.hidden = deniedOnly && !["denied", "reported"].includes(row.dataset.mark);
  }
};

const status = () => {
  const rows = [...at("decisions-rows").children];
  const denied = rows.filter(({ dataset }) => ["denied", "reported"].includes(dataset.mark)).length;
  const words = !isAnswered ? "The application does not answer. Is it running?"
    : rows.length === 0 ? "No decision yet: send a request to the application."
    : `${rows.length} ${rows.length === 1 ? "decision" : "decisions"}, ${denied} denied or refused.`;
  const all = isPaused ? `Paused. ${words}` : words;
  // A reader hears it only if it changes.
  if (at("decisions-status").textContent !== all) at("decisions-status").textContent = all;
  at("decisions-count").textContent = last > 99 ? "99+" : last || "";
};

const look = async () => {
  if (isPaused || document.visibilityState === "hidden") return;
  try {
    let answer = await get("decisions", { after: last });
    // The application was started again, and counts from 1.
    if (answer.last < last) {
      at("decisions-rows").replaceChildren();
      last = 0;
      answer = await get("decisions", { after: 0 });
    }
    // Two looks at a time may get the same ones.
    const fresh = answer.decisions.filter(({ number }) => number > last);
    last = Math.max(last, answer.last);
    at("decisions-rows").prepend(...fresh.map(shown).reverse());
    [...at("decisions-rows").children].slice(SHOWN).forEach((old) => old.remove());
    isAnswered = true;
  } catch {
    isAnswered = false;
  }
  filter();
  status();
};

const again = async () => {
  await look();
  setTimeout(again, EVERY);
};

/** Begins to look for decisions, whatever view is shown. */
export const start = ({ routes }) => {
  patterns = new Set(routes.filter(({ kind }) => kind === "route").map(({ pattern }) => pattern));
  at("pause").addEventListener("click", () => {
    isPaused = !isPaused;
    at("pause").setAttribute("aria-pressed", isPaused);
    look();
    status();
  });
  at("denied-only").addEventListener("change", filter);
  document.addEventListener("visibilitychange", look);
  again();
};

/** Shows the view. */
export const enter = () => status();
