// The actions of the buttons. Both pages send the same requests.

export const actions = [
  { id: "list", label: "List users", handler: "list_users", method: "GET", path: "/users" },
  { id: "create", label: "Create user", handler: "create_user", method: "POST", path: "/users", json: { name: "Grace" }, credentials: true },
  { id: "sign-in", label: "Sign in", handler: "sign_in", method: "POST", path: "/session", json: { name: "Ada" }, credentials: true },
  { id: "sign-out", label: "Sign out", handler: "sign_out", method: "DELETE", path: "/session", credentials: true },
  { id: "delete", label: "Delete user", handler: "delete_user", method: "DELETE", path: "/users/1", credentials: true },
  { id: "header", label: "List, with X-Trace", handler: "list_users", method: "GET", path: "/users", header: "x-trace" },
  { id: "health", label: "Public health", handler: "health", method: "GET", path: "/health" },
  { id: "include", label: "Health, with cookies", handler: "health", method: "GET", path: "/health", credentials: true },
  { id: "form", label: "Form", handler: "sign_up", method: "POST", path: "/sign-up", form: { name: "Mallory" } },
  { id: "form-enforced", label: "Form, with enforce", handler: "sign_up_enforced", method: "POST", path: "/sign-up/enforced", form: { name: "Mallory" } },
];

// How long an answer may take, in milliseconds.
const PATIENCE = 10_000;

// Sends a request and returns what a script learns of it.
export function send(api, action) {
  return action.form ? submit(api + action.path, action.form) : call(api + action.path, action);
}

async function call(url, { method, json, header, credentials }) {
  const request = { method, cache: "no-store", credentials: credentials ? "include" : "omit", headers: {} };
  if (header) request.headers[header] = "1";
  if (json) {
    request.headers["content-type"] = "application/json";
    request.body = JSON.stringify(json);
  }
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(PATIENCE) });
    const total = response.headers.get("x-total-count");
    return { readable: true, status: response.status, body: await response.text(), total };
  } catch (error) {
    return { readable: false, error: String(error) };
  }
}

// Submits a form. The browser shows the answer in a frame, as a document of the API's origin, closed to this script.
async function submit(url, fields) {
  const frame = document.createElement("iframe");
  const form = document.createElement("form");
  Object.assign(frame, { name: "answer", title: "The answer to the form", hidden: true });
  Object.assign(form, { method: "post", action: url, target: frame.name, hidden: true });
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(frame, form);
  await new Promise((resolve) => {
    // A document of this page's own origin is the empty one that a frame begins with.
    frame.addEventListener("load", () => frame.contentDocument ?? resolve());
    setTimeout(resolve, PATIENCE);
    form.submit();
  });
  frame.remove();
  form.remove();
  return { readable: false };
}
