// The inventory as a table with a filter.

import { address, at, cell, element, row } from "./dom.js";
import { mark } from "./marks.js";

let rows = [];

const pattern = ({ pattern, kind }) => (kind === "route" ? pattern : `${pattern.replace(/\/$/, "")}/…`);
const KINDS = { nested: "nested", unlisted: "routes at unknown paths", fallback: "fallback" };
const method = (route) => route.method ?? "any other";
const soft = (text) => element("span", { class: "soft" }, text);
const line = (...children) => element("div", {}, ...children);
const code = (text) => element("code", {}, text);
/** The path of a handler, which breaks between its parts. */
const path = (text) => element("code", {}, ...text.split("::").flatMap((part, index) => (index ? [element("wbr"), `::${part}`] : [part])));
/** A name that is not broken at its hyphens while there is space. */
const whole = (text) => element("code", { class: "whole" }, text);

const origins = ({ policy }) => {
  if (!policy) return [soft("none")];
  const { origins } = policy;
  const own = origins === "same_origin" ? [line("same origin only")]
    : origins === "any" ? [line(code("*"))]
    : origins.source ? [line(soft("at run time: "), code(origins.source))]
    : origins.listed.map((origin) => line(code(origin)));
  return [...own, ...policy.dev_origins.map((origin) => line(code(origin), " ", element("span", { class: "soft whole" }, "in debug builds")))];
};

const time = (seconds) =>
  seconds > 0 && seconds % 3600 === 0 ? `${seconds / 3600} h` : seconds > 0 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;

const option = (name, ...values) =>
  line(soft(`${name} `), values.flatMap((value, index) => [index ? ", " : "", whole(value)]));

const options = ({ policy, guarded, router_hosts = [] }) => {
  const listed = [];
  if (policy) {
    if (policy.allow_headers.length) listed.push(option("headers", ...policy.allow_headers));
    if (policy.expose_headers.length) listed.push(option("exposes", ...policy.expose_headers));
    if (policy.max_age !== null) listed.push(line(soft("max-age "), time(policy.max_age)));
    if (policy.enforce) listed.push(line(code("enforce")));
    if (policy.methods) listed.push(option("methods", ...policy.methods));
    if (policy.hosts?.length) listed.push(option("hosts", ...policy.hosts));
  }
  router_hosts.forEach((hosts) => listed.push(option("router's hosts", ...hosts)));
  if (guarded) listed.push(line(soft("behind guards")));
  return listed.length ? listed : [soft("–")];
};

const location = ({ location }) => (location ? line(soft(`${location.file}:${location.line}`)) : null);

const policy = (route) => {
  const { policy, handler } = route;
  const name = policy ? (policy.name === handler ? "its own policy" : policy.name) : "without CORS";
  return [line(element("strong", {}, name)), handler ? line(path(handler)) : null, location(route)];
};

const name = (route) => [
  element("div", { class: "route" }, element("span", { class: "method" }, method(route)), " ", code(pattern(route))),
  KINDS[route.kind] ? line(soft(KINDS[route.kind])) : null,
  element("a", {
    class: "ask",
    href: address("explain", { route: route.pattern, kind: route.kind, method: route.method ?? "" }),
    "aria-label": `Explain ${method(route)} ${pattern(route)}`,
  }, "Explain"),
];

const words = (route) => [
  pattern(route), method(route), route.handler, route.policy?.name, route.location?.file, JSON.stringify(route.policy?.origins ?? ""),
  ...(route.policy?.dev_origins ?? []), ...route.risks.map(({ label }) => label),
].join(" ").toLowerCase();

/** Makes the table. */
export const start = ({ routes, kinds }) => {
  rows = routes.map((route) => ({
    words: words(route),
    kinds: new Set(route.risks.map(({ kind }) => kind)),
    element: row({}, "Route", name(route),
      cell("Policy", ...policy(route)),
      cell("Origins", ...origins(route)),
      cell("Options", ...options(route)),
      cell("Notes", ...(route.risks.length ? route.risks.map(mark) : [soft("–")]))),
  }));
  at("policies-count").textContent = routes.length;
  at("policies-rows").append(...rows.map(({ element }) => element));
  for (const { kind, label } of kinds) {
    const count = rows.filter(({ kinds }) => kinds.has(kind)).length;
    if (!count) continue;
    const isWarning = routes.some(({ risks }) => risks.some((risk) => risk.kind === kind && risk.warning));
    at("filter-kinds").append(element("label", { class: `chip ${isWarning ? "warning" : ""}` },
      element("input", { type: "checkbox", name: "kind", value: kind }),
      element("span", {}, isWarning ? element("span", { "aria-hidden": "true" }, "▲ ") : null, `${label} `, element("b", {}, count))));
  }
  at("filter").addEventListener("input", () => {
    const state = new URLSearchParams();
    if (at("filter-text").value) state.set("text", at("filter-text").value);
    chosen().forEach((kind) => state.append("kind", kind));
    history.replaceState(null, "", address("policies", state));
    filter();
  });
  at("filter").addEventListener("submit", (event) => event.preventDefault());
};

const boxes = () => [...document.querySelectorAll("#filter-kinds input")];
const chosen = () => boxes().filter(({ checked }) => checked).map(({ value }) => value);

const filter = () => {
  const parts = at("filter-text").value.toLowerCase().split(/\s+/).filter(Boolean);
  const kinds = chosen();
  let count = 0;
  for (const row of rows) {
    const fits = parts.every((part) => row.words.includes(part)) && (!kinds.length || kinds.some((kind) => row.kinds.has(kind)));
    row.element.hidden = !fits;
    count += fits;
  }
  at("policies-status").textContent = rows.length === 0 ? "The application has no routes yet."
    : count === rows.length ? `${count} ${count === 1 ? "row" : "rows"}, one for each route and method.`
    : `${count} of ${rows.length} rows.`;
};

/** Shows the view with the state of its address. */
export const enter = (state) => {
  at("filter-text").value = state.get("text") ?? "";
  const kinds = state.getAll("kind");
  boxes().forEach((box) => { box.checked = kinds.includes(box.value); });
  filter();
};

/** Says that the server does not answer. */
export const fail = () => {
  at("policies-view").hidden = false;
  at("policies-status").textContent = "The application does not answer. Is it running?";
};
