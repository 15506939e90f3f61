// Shows the explanation of a result.

import { header } from "./explain.js";

// An element with attributes and content.
export function element(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content.filter((part) => part !== undefined));
  return made;
}

// Text with `code` between backticks.
function prose(text) {
  return text.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));
}

export function result(action, place, explained, annotation) {
  const { kind, mark, verdict, why, preflight, answer, script } = explained;
  return element("article", {
    class: `result ${kind}`, tabindex: "0", "aria-labelledby": "result-title", "data-action": action.id, "data-place": place.id,
  },
    element("h2", { id: "result-title" },
      action.label, " ", element("span", { class: place.id }, `from ${place.name}`), " ",
      element("code", {}, `${action.method} ${action.path}`)),
    element("div", { class: "outcome" },
      element("p", { class: "verdict" }, element("span", { "aria-hidden": "true" }, `${mark} `), verdict),
      element("p", { class: "why" }, ...prose(why))),
    element("div", { class: "steps" },
      preflight && step("preflight", "Did the browser ask first?", preflight.text, wire(preflight.exchange, true)),
      answer && step("answer", "What did the API answer?", answer.text, wire(answer.exchange, !script.body)),
      script && step("script", "What did the script get?", script.text, script.body && element("pre", { class: "body" }, script.body)),
      step("rule", "The rule in the API's source", undefined, element("pre", {}, annotation))));
}

function step(name, question, text, shown) {
  return element("section", { class: name },
    element("h3", {}, question), text && element("p", {}, ...prose(text)), shown || undefined);
}

// An exchange as it was on the wire: the headers that concern CORS, and the body of the answer.
function wire(exchange, withBody) {
  if (!exchange) return undefined;
  const { method, path, request_headers, status, status_text, response_headers, response_body } = exchange;
  const lines = (headers) => headers.map(([name, value]) => line(name, value));
  const none = header(response_headers, "access-control-allow-origin") === undefined
    ? [element("span", { class: "none" }, "(no access-control-allow-origin)\n")]
    : [];
  return element("pre", { class: "wire" },
    element("i", {}, "The browser sent\n"),
    element("b", {}, `${method} ${path}\n`), ...lines(request_headers),
    element("i", {}, "The API answered\n"),
    element("b", {}, `${status} ${status_text}\n`), ...none, ...lines(response_headers),
    withBody && response_body ? element("span", { class: "wire-body" }, response_body) : undefined);
}

function line(name, value) {
  const decisive = name === "origin" || name.startsWith("access-control-allow-");
  return element("span", decisive ? { class: "decisive" } : {}, `${name}: ${value}\n`);
}
