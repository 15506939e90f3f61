// Shows an explanation.

import { header } from "./explain.js";

// An element with attributes and content.
export function element(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content.filter((part) => part !== undefined));
  return made;
}

// Text with `code` between backticks.
export function prose(text) {
  return text.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));
}

export function card(action, place, explained, annotation) {
  const { kind, verdict, preflight, answer, script, why } = explained;
  return element("details", { class: "card", open: "", "data-action": action.id, "data-place": place.id },
    element("summary", {},
      element("span", { class: `mark ${place.id}` }, place.name),
      element("strong", {}, action.label),
      element("code", {}, `${action.method} ${action.path}`),
      element("span", { class: `verdict ${kind}` }, verdict)),
    element("ol", {},
      step("preflight", "Did the browser ask first?", preflight.text, preflight.exchange),
      step("answer", "What did the API answer?", answer.text, answer.exchange),
      step("script", "What did the script get?", script.text, undefined, script.body),
      step(`why ${kind}`, "Why?", why),
      element("li", { class: "rule" },
        element("h3", {}, "The rule in the API's source"),
        element("pre", { tabindex: "0" }, annotation))));
}

function step(name, question, text, exchange, body) {
  return element("li", { class: name },
    element("div", {}, element("h3", {}, question), element("p", {}, ...prose(text))),
    exchange && wire(exchange),
    body ? element("pre", { class: "body", tabindex: "0" }, body) : undefined);
}

// An exchange as it was on the wire, with the headers that concern CORS.
function wire({ method, path, request_headers, status, status_text, response_headers }) {
  const lines = (headers) => headers.map(([name, value]) => line(name, value));
  const none = header(response_headers, "access-control-allow-origin") === undefined
    ? [element("span", { class: "none" }, "(no access-control-allow-origin)\n")]
    : [];
  return element("pre", { class: "wire", tabindex: "0" },
    element("i", {}, "The browser sent\n"),
    element("b", {}, `${method} ${path}\n`), ...lines(request_headers),
    element("i", {}, "\nThe API answered\n"),
    element("b", {}, `${status} ${status_text}\n`), ...none, ...lines(response_headers));
}

function line(name, value) {
  const decisive = name === "origin" || name.startsWith("access-control-allow-");
  return element("span", decisive ? { class: "decisive" } : {}, `${name}: ${value}\n`);
}
