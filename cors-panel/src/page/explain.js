// The form of a question. Its state is in the address, so that a link to a question can be shared.

import { address, at, element, get } from "./dom.js";
import { clear, refuse, show } from "./explanation.js";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
let routes = [];

const pattern = ({ pattern, kind }) => (kind === "route" ? pattern : `${pattern.replace(/\/$/, "")}/… (${kind})`);
const chosen = () => routes[at("question-route").selectedIndex];

/** The routes of the inventory, one for each pattern, with their methods and the source of their origins. */
const paths = (rows) => {
  const found = new Map();
  for (const row of rows) {
    const key = `${row.kind} ${row.pattern}`;
    if (!found.has(key)) found.set(key, { pattern: row.pattern, kind: row.kind, methods: [], source: null });
    const path = found.get(key);
    if (row.method) path.methods.push(row.method);
    path.source ??= row.policy?.origins?.source ?? null;
  }
  return [...found.values()];
};

const options = (values) => values.map((value) => element("option", { value }));

/** Adapts the form to its route. */
const adapt = () => {
  const route = chosen();
  at("methods").replaceChildren(...options([...new Set([...(route?.methods ?? []), ...METHODS])]));
  at("question-known-field").hidden = !route?.source;
  at("question-source").textContent = route?.source ?? "";
};

const state = () => {
  const route = chosen();
  const state = new URLSearchParams({ route: route.pattern, kind: route.kind, method: at("question-method").value.trim(), origin: at("question-origin").value.trim() });
  if (at("question-headers").value.trim()) state.set("headers", at("question-headers").value.trim());
  if (at("question-credentials").checked) state.set("credentials", "1");
  if (route.source && at("question-known").checked) state.set("known", "1");
  return state;
};

let asked = 0;

const ask = async (state) => {
  const number = (asked += 1);
  const question = new URLSearchParams(state);
  question.set("to", location.origin);
  let answer;
  try {
    answer = await get("explain", question);
  } catch {
    answer = { error: "The application does not answer. Is it running?" };
  }
  // An older answer does not replace a newer one.
  if (number !== asked) return;
  if (answer.error) refuse(answer.error);
  else show(answer);
};

/** Fills the form with what it can be asked about. */
export const start = (inventory) => {
  routes = paths(inventory.routes);
  at("question-route").append(...routes.map((route, index) => element("option", { value: index }, pattern(route))));
  at("origins").append(...options(inventory.origins));
  at("question-route").addEventListener("change", () => {
    adapt();
    const { methods } = chosen();
    if (methods.length && !methods.includes(at("question-method").value)) at("question-method").value = methods[0];
  });
  at("question").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!routes.length) return;
    const next = address("explain", state());
    // The same question again: the application may be another by now.
    if (next === location.hash) enter(new URLSearchParams(next.split("?")[1]));
    else location.hash = next;
  });
  adapt();
  at("question-method").value = chosen()?.methods[0] ?? "GET";
  at("question-origin").value = inventory.origins[0];
};

/** Shows the view with the question of its address. */
export const enter = (state) => {
  if (!state.has("route")) return;
  const index = routes.findIndex(({ pattern, kind }) => pattern === state.get("route") && kind === (state.get("kind") ?? "route"));
  if (index >= 0) at("question-route").selectedIndex = index;
  adapt();
  at("question-method").value = state.get("method") || chosen()?.methods[0] || "GET";
  if (state.has("origin")) at("question-origin").value = state.get("origin");
  at("question-headers").value = state.get("headers") ?? "";
  at("question-credentials").checked = state.has("credentials");
  at("question-known").checked = state.has("known");
  // A link from a row asks no question yet: it has no origin.
  if (!state.has("origin")) clear();
  else if (index < 0) refuse(`The inventory has no route ${state.get("route")}.`);
  else ask(state);
};
