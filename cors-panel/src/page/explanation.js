// The explanation of a request: the verdict, the messages and the steps.

import { at, documentLink, element } from "./dom.js";

const SIGNS = { readable: "✓ Readable. ", blocked: "✕ Blocked. ", opaque: "◌ Opaque. ", none: "", error: "! " };

const verdict = (kind, words) => {
  at("verdict").dataset.verdict = kind;
  // What the browser's words repeat.
  at("verdict").textContent = SIGNS[kind] + (kind === "blocked" ? words.replace(/^Blocked (\w)/, (_, first) => first.toUpperCase()) : words);
};

/** Before a question is asked. */
export const clear = () => {
  verdict("none", "No question yet.");
  at("explanation-details").replaceChildren();
};

/** Says why a question has no answer. */
export const refuse = (words) => {
  verdict("error", words);
  at("explanation-details").replaceChildren();
};

const message = (title, first, lines, extra) => element("section", { class: "message" },
  element("h4", {}, title),
  element("pre", { tabindex: "0", role: "region", "aria-label": title },
    element("b", {}, first), ...lines.flatMap((line) => ["\n", line])),
  extra);

const exchange = ({ name, request, credentials, status, response, reason }, documentation) => {
  const title = name === "preflight" ? "Preflight" : "Request";
  const cookies = name === "preflight" ? null
    : element("p", { class: "soft" }, credentials ? "With the user's credentials, such as cookies." : "Without credentials.");
  const why = reason && element("p", { class: "soft" }, `The server: ${reason.sentence} `, element("code", {}, reason.code),
    ". ", documentLink(documentation, reason.document));
  return element("section", { class: "exchange" },
    element("h3", {}, title),
    element("div", { class: "messages" },
      message(`${title}: the browser sends`, request[0], request.slice(1), cookies),
      message(`${title}: the server answers`, status, response, why)));
};

const step = ({ words, section, url }) => element("li", {}, words, " ", element("a", { href: url }, section));

/** Shows an explanation. */
export const show = ({ verdict: kind, outcome, notes, exchanges, steps, documentation }) => {
  verdict(kind, outcome);
  at("explanation-details").replaceChildren(
    ...notes.map((note) => element("p", { class: "note" }, note)),
    ...exchanges.map((each) => exchange(each, documentation)),
    element("section", { class: "steps" },
      element("h3", {}, "Step by step"),
      element("ol", {}, ...steps.map(step))));
};
