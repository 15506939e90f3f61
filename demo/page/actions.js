// The actions of the buttons. Both pages send the same requests.

export const actions = [
  { id: "list", label: "List users", handler: "list_users", method: "GET", path: "/users" },
  { id: "sign-in", label: "Sign in", handler: "sign_in", method: "POST", path: "/session", json: { name: "Ada" }, credentials: true },
  { id: "create", label: "Create user", handler: "create_user", method: "POST", path: "/users", json: { name: "Grace" }, credentials: true },
  { id: "delete", label: "Delete user", handler: "delete_user", method: "DELETE", path: "/users/1", credentials: true },
  { id: "sign-out", label: "Sign out", handler: "sign_out", method: "DELETE", path: "/session", credentials: true },
  { id: "health", label: "Health (public)", handler: "health", method: "GET", path: "/health" },
];

// Sends a request and returns what a script learns of it.
export async function send(api, { method, path, json, credentials }) {
  const request = { method, cache: "no-store", credentials: credentials ? "include" : "omit" };
  if (json) {
    request.headers = { "content-type": "application/json" };
    request.body = JSON.stringify(json);
  }
  try {
    const response = await fetch(api + path, request);
    const total = response.headers.get("x-total-count");
    return { readable: true, status: response.status, body: await response.text(), total };
  } catch (error) {
    return { readable: false, error: String(error) };
  }
}
