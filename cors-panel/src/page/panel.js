// The panel: which view is shown, and its state, which is in the fragment of the address.

import { at, get } from "./dom.js";
import * as policies from "./policies.js";
import * as explain from "./explain.js";
import * as decisions from "./decisions.js";

const views = { policies, explain, decisions };
const NAMES = { policies: "Policies", explain: "Explain", decisions: "Decisions" };

const read = () => {
  const [name, ...rest] = location.hash.slice(1).split("?");
  return { name, state: new URLSearchParams(rest.join("?")) };
};

let shown = null;

const show = () => {
  let { name, state } = read();
  // `#main` of the skip link, for example.
  if (!(name in views)) {
    if (shown) return;
    name = "policies";
  }
  for (const other of Object.keys(views)) {
    at(`${other}-view`).hidden = other !== name;
    const link = document.querySelector(`nav a[href="#${other}"]`);
    if (other === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${NAMES[name]} – CORS panel`;
  views[name].enter(state);
  // A reader hears where it is, after the first view.
  if (shown && shown !== name) at(`${name}-title`).focus();
  shown = name;
};

at("server").textContent = location.host;
try {
  const inventory = await get("inventory");
  policies.start(inventory);
  explain.start(inventory);
  decisions.start(inventory);
  addEventListener("hashchange", show);
  show();
} catch {
  policies.fail();
}
document.body.dataset.ready = "true";
