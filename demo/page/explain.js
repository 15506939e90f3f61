// Explains a result: what the script got, and why, from the record of the wire. The checks are those of a browser (Fetch,
// "CORS-preflight fetch" and "CORS check").

export function header(lines, name) {
  return lines.find(([line]) => line === name)?.[1];
}

const isPreflight = ({ method, request_headers }) =>
  method === "OPTIONS" && header(request_headers, "access-control-request-method") !== undefined;

// `exchanges`: the record of one click. `outcome`: what the script got. In the texts, `code` is between backticks.
export function explain(action, from, exchanges, outcome) {
  const preflight = exchanges.find(isPreflight);
  const actual = exchanges.find((exchange) => !isPreflight(exchange));
  return {
    ...verdict(actual, outcome),
    preflight: { text: aboutPreflight(action, preflight), exchange: preflight },
    answer: { text: aboutAnswer(action, actual, preflight), exchange: actual },
    script: { text: aboutScript(outcome), body: outcome.body },
    why: why(action, from, preflight, actual, outcome),
  };
}

function verdict(actual, outcome) {
  if (outcome.readable) {
    return { kind: "readable", verdict: `Readable: ${actual ? status(actual) : outcome.status}` };
  }
  return actual
    ? { kind: "withheld", verdict: "Blocked: sent, but the answer was withheld" }
    : { kind: "stopped", verdict: "Blocked: never sent" };
}

const status = (exchange) => `${exchange.status} ${exchange.status_text}`.trim();

function aboutPreflight(action, preflight) {
  if (!preflight) {
    return "No. Any link or web form could cause this request too, so the browser sends it without asking first.";
  }
  const reason = action.json
    ? "a web form cannot send JSON"
    : `a web form cannot send \`${action.method}\``;
  const by = preflight.reached_application
    ? "The application answered."
    : "The policy answered it: no session check and no handler ran.";
  return `Yes, because ${reason}. Before the request itself, it sent an \`OPTIONS\` request, the preflight, without cookies. ${by}`;
}

function aboutAnswer(action, actual, preflight) {
  if (!actual) {
    return preflight ? "Nothing. After the preflight, the browser did not send the request." : "Nothing was received.";
  }
  const sentence = actual.status === 401
    ? `\`${status(actual)}\`, from the session check: nobody is signed in.`
    : `\`${status(actual)}\`, from the handler \`${action.handler}\`.`;
  if (!action.credentials) return sentence;
  const cookie = header(actual.request_headers, "cookie") === undefined
    ? "The browser had no session cookie to send."
    : "The browser sent the session cookie.";
  return `${sentence} ${cookie}`;
}

function aboutScript({ readable, status, total, error }) {
  if (!readable) {
    return `Only \`${error}\`. A script is never told why, but the browser's console is (press F12).`;
  }
  const count = total === null ? "" : ` It could also read the header \`x-total-count: ${total}\`, because the policy exposes it.`;
  return `The status \`${status}\` and the text of the answer.${count}`;
}

function why(action, from, preflight, actual, outcome) {
  if (outcome.readable && actual) return whyReadable(action, from, actual);
  if (actual) {
    return `The request was sent, and the handler ran: CORS does not stop what a web form could send as well. But no ` +
      `\`access-control-allow-origin\` came back, because the policy does not list \`${from}\`. So the browser kept the ` +
      `answer from the script.`;
  }
  return preflight ? whyStopped(action, from, preflight) : "The API did not answer. Does the demo still run?";
}

function whyReadable(action, from, actual) {
  if (header(actual.response_headers, "access-control-allow-origin") === "*") {
    return "`access-control-allow-origin: *` lets every page read the answer. That is right for what is public anyway; a " +
      "browser never accepts it where cookies are sent.";
  }
  const listed = `\`access-control-allow-origin\` names \`${from}\`, because the policy lists it.`;
  const cookies = action.credentials ? " `access-control-allow-credentials` says that cookies may be involved." : "";
  const refused = actual.status === 401
    ? " Refusals carry the same headers, because CORS is enforced outside the session check. So the page can see the 401 and " +
      "ask the person to sign in; otherwise it would see only a network error."
    : "";
  return listed + cookies + refused;
}

function whyStopped(action, from, preflight) {
  const answer = preflight.response_headers;
  if (header(answer, "access-control-allow-origin") === undefined) {
    return `The preflight was refused: the policy does not list \`${from}\`. So the browser did not send the request, and ` +
      `nothing was changed on the server.`;
  }
  const methods = header(answer, "access-control-allow-methods") ?? "";
  if (!methods.split(", ").includes(action.method)) {
    return `At this path, \`${from}\` may use \`${methods}\`, but not \`${action.method}\`: that handler has a policy of its ` +
      `own, which lists another origin. So the browser did not send the request, and nothing was changed on the server.`;
  }
  return "The preflight's answer does not allow a header that the request needs. So the browser did not send the request.";
}
