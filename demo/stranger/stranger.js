// The stranger, opened alone: sends the same requests from its own origin.

import { send } from "./actions.js";
import { show } from "./board.js";

const origins = await (await fetch("/origins.json")).json();
// Under `localhost`, it would have an origin that the API allows.
if (location.origin !== origins.stranger) location.replace(origins.stranger);

for (const [name, origin] of Object.entries(origins)) document.getElementById(`${name}-origin`).textContent = origin;
document.getElementById("page-link").href = origins.page;

show([{ id: "stranger", name: "this page", origin: origins.stranger, send: (action) => send(origins.api, action) }]);
