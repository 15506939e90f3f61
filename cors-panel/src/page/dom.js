// Elements. Every text becomes a text node: nothing from a request is ever read as HTML.

/** The element with an id. */
export const at = (id) => document.getElementById(id);

/** Makes an element with attributes and children; texts become text nodes, and what is null is left out. */
export const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
};

/** The parts of a sentence: what stands between backquotes becomes code. */
export const prose = (words) => words.split(/`([^`]*)`/).map((part, index) => (index % 2 ? element("code", {}, part) : part));

/** A cell of a table that becomes a list of cards on a phone, where the label stands in front of it. */
export const cell = (label, ...children) => element("td", { role: "cell", "data-label": label }, element("div", {}, ...children));

/** A row of such a table, whose first cell names it. */
export const row = (attributes, label, name, ...cells) =>
  element("tr", { role: "row", ...attributes },
    element("th", { role: "rowheader", scope: "row", "data-label": label }, element("div", {}, name)), ...cells);

/** A document: a link to its address, or its path in the repository until the documents are published. */
export const documentLink = (address) =>
  address.startsWith("https://") ? element("a", { href: address }, address) : element("code", { class: "document" }, address);

/** Gets JSON from the panel. */
export const get = async (name, parameters) => {
  const url = new URL(name, import.meta.url);
  url.search = new URLSearchParams(parameters ?? {});
  const response = await fetch(url, { cache: "no-store" });
  return response.json();
};

/** The address of a view with its state, in the fragment. */
export const address = (view, state) => {
  const text = new URLSearchParams(state).toString();
  return text ? `#${view}?${text}` : `#${view}`;
};
