// The marks of a row: its risks and what a review has to know.

import { documentLink, element, prose } from "./dom.js";

/** A mark that opens to its words. A sign tells warnings from facts without the colour. */
export const mark = ({ kind, warning, label, words, document }) =>
  element("details", { class: `mark ${warning ? "warning" : "fact"}`, "data-kind": kind },
    element("summary", {}, element("span", { "aria-hidden": "true" }, warning ? "▲ " : ""),
      warning ? element("span", { class: "unseen" }, "Risk: ") : null, label),
    element("p", {}, ...prose(words), " ", documentLink(document)));
