// The explanation of a request: the verdict, the messages and the steps.

import { at, documentLink, element, prose } from "./dom.js";

const SIGNS = { readable: "✓ Readable. ", blocked: "✕ Blocked. ", opaque: "◌ Opaque. ", none: "", error: "! " };

const verdict = (kind, words) => {
  at("verdict").dataset.verdict = kind;
  // What the browser's words repeat.
  const shown = kind === "blocked" ? words.replace(/^Blocked (\w)/, (_, first) => first.toUpperCase()) : words;
  at("verdict").replaceChildren(SIGNS[kind], ...prose(shown));
};

/** On a phone the verdict is below the form. */
const reveal = () => {
  if (at("verdict").getBoundingClientRect().bottom > innerHeight) at("verdict").scrollIntoView({ block: "start" });
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
  reveal();
};

const message = (part, title, first, lines, extra) => element("section", { class: "message" },
  element("h4", {}, title),
  element("pre", { tabindex: "0", role: "region", "aria-label": `${part}: ${title}` },
    element("b", {}, first), ...lines.flatMap((line) => ["\n", line])),
  extra);

const exchange = ({ name, request, credentials, status, response, reason }) => {
  const title = name === "preflight" ? "Preflight" : "Request";
  const cookies = name === "preflight" ? null
    : element("p", { class: "soft" }, credentials ? "With the user's credentials, such as cookies." : "Without credentials.");
  const why = reason && element("p", { class: "soft" }, element("code", {}, reason.code), ": ", ...prose(reason.sentence), ". ",
    documentLink(reason.document));
  return element("section", { class: "exchange" },
    element("h3", {}, title),
    element("div", { class: "messages" },
      message(title, "The browser sends", request[0], request.slice(1), cookies),
      message(title, "The server answers", status, response, why)));
};

const step = ({ words, section, url }) => element("li", {}, ...prose(words), " ", element("a", { href: url }, section));

/** Shows an explanation. */
export const show = ({ verdict: kind, outcome, notes, exchanges, steps }) => {
  verdict(kind, outcome);
  at("explanation-details").replaceChildren(
    ...notes.map((note) => element("p", { class: "note" }, ...prose(note))),
    ...exchanges.map(exchange),
    element("section", { class: "steps" },
      element("h3", {}, "Step by step"),
      element("ol", {}, ...steps.map(step))));
  reveal();
};
