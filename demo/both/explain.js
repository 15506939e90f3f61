// Explains a result: what the script got, and why, from the record of the wire. The checks are those of a browser (Fetch,
// "CORS-preflight fetch" and "CORS check").

export function header(lines, name) {
  return lines.find(([line]) => line === name)?.[1];
}

const status = (exchange) => `${exchange.status} ${exchange.status_text}`.trim();

const isPreflight = ({ method, request_headers }) =>
  method === "OPTIONS" && header(request_headers, "access-control-request-method") !== undefined;

// `exchanges`: the record of one click. `outcome`: what the script got. In the texts, `code` is between backticks.
export function explain(action, place, exchanges, outcome) {
  const preflight = exchanges.find(isPreflight);
  const actual = exchanges.find((exchange) => !isPreflight(exchange));
  const refusal = preflight && refusalOf(action, place.origin, preflight.response_headers);
  if (!actual && !outcome.readable && !refusal) {
    return unanswered(preflight
      ? "The API allowed the request, and then did not answer it. Does the demo still run?"
      : "The API did not answer. So this is not about CORS, although the script gets the same error. Does the demo still run?");
  }
  return {
    ...verdict(action, place, refusal, actual, outcome),
    preflight: { text: aboutPreflight(action, preflight), exchange: preflight },
    answer: { text: aboutAnswer(action, place, actual), exchange: actual },
    script: { text: aboutScript(action, outcome), body: outcome.body },
  };
}

// A request without an answer.
export function unanswered(why) {
  return { kind: "silent", mark: "?", short: "No answer", verdict: "No answer", why };
}

// `short` stands on the button, `verdict` on the result; `kind` is their colour.
function verdict(action, place, refusal, actual, outcome) {
  if (action.form) return verdictOfForm(place.origin, actual);
  if (!outcome.readable) {
    return actual
      ? { kind: "blocked", mark: "✕", short: "Withheld", verdict: "Blocked: sent, but the answer was withheld", why: whyWithheld(place.origin, actual) }
      : { kind: "blocked", mark: "✕", short: "Never sent", verdict: "Blocked: never sent", why: refusal };
  }
  const code = actual ? status(actual) : String(outcome.status);
  const why = actual ? whyReadable(action, place.origin, actual) : "";
  return outcome.status < 400
    ? { kind: "readable", mark: "✓", short: `Read ${outcome.status}`, verdict: `Readable: ${code}`, why }
    : { kind: "refused", mark: "!", short: `Refused ${outcome.status}`, verdict: `Refused by the API: ${code}`, why };
}

function verdictOfForm(from, actual) {
  if (!actual.reached_application) {
    return {
      kind: "refused", mark: "!", short: `Refused ${actual.status}`, verdict: `Refused by enforce: ${status(actual)}`,
      why: `With \`enforce\`, a request of an origin that the policy does not list is refused before the handler runs, whether or not ` +
        `a script sent it. The policy does not list \`${from}\`. Nothing was changed.`,
    };
  }
  if (header(actual.response_headers, "access-control-allow-origin") === from) {
    return {
      kind: "readable", mark: "✓", short: `Done ${actual.status}`, verdict: `Data changed: ${status(actual)}`,
      why: `A form needs no permission. The policy lists \`${from}\`, so the form passes under \`enforce\`, too. Now send it from an origin ` +
        `that is not listed.`,
    };
  }
  return {
    kind: "forged", mark: "⚠", short: "Data changed", verdict: `Data changed: CORS did not stop this (${status(actual)})`,
    why: `A form needs no permission, so the handler has run, although the policy does not list \`${from}\`. CORS decides who may ` +
      `read answers, and not who may send requests. Such a handler does not compile without \`enforce\`, unless the risk is ` +
      `acknowledged, as it is here.`,
  };
}

function aboutPreflight(action, preflight) {
  if (action.form) return "No. Browsers have always sent forms to other origins, and no script is needed.";
  if (!preflight) return "No. Any link or web form could cause this request too, so the browser sends it without asking first.";
  const by = preflight.reached_application
    ? "The application answered."
    : "The policy answered it: no session check and no handler ran.";
  return `Yes, because ${cause(action)}: it sent an \`OPTIONS\` request without cookies, the preflight. ${by}`;
}

function cause(action) {
  if (action.header) return `a web form cannot send \`${action.header}\``;
  return action.json ? "a web form cannot send JSON" : `a web form cannot send \`${action.method}\``;
}

function aboutAnswer(action, place, actual) {
  if (!actual) return "Nothing: after the preflight, the browser did not send the request.";
  const by = actual.reached_application
    ? actual.status === 401 ? "from the session check: nobody is signed in" : `from the handler \`${action.handler}\``
    : "from the policy: the handler did not run";
  const sentence = `\`${status(actual)}\`, ${by}.`;
  return action.credentials || action.form ? `${sentence} ${aboutCookie(place, actual)}` : sentence;
}

function aboutCookie(place, actual) {
  if (header(actual.request_headers, "cookie") !== undefined) return "The browser sent the session cookie.";
  return place.id === "page"
    ? "The browser had no session cookie to send."
    : "No session cookie came with it: it is `SameSite=Lax`, which keeps it from requests of other sites. That is not CORS.";
}

function aboutScript(action, { readable, status, total, error }) {
  if (action.form) return "Nothing: the answer is a document of the API's origin, and scripts of other origins cannot look into it.";
  if (!readable) return `Only \`${error}\`. A script is never told why, but the browser's console is (press F12).`;
  const count = total === null ? "" : ` It could also read the header \`x-total-count: ${total}\`, because the policy exposes it.`;
  return `The status \`${status}\` and the text of the answer.${count}`;
}

function whyReadable(action, from, actual) {
  if (header(actual.response_headers, "access-control-allow-origin") === "*") {
    return "`access-control-allow-origin: *` lets every page read the answer. That is right for what is public anyway; a " +
      "browser never accepts it where cookies are sent.";
  }
  if (actual.status >= 400) {
    return "The script can read this refusal: it has the same headers as a success, because CORS is enforced outside the session " +
      "check. So the page can ask the person to sign in. Without them it would see only a network error.";
  }
  const listed = `\`access-control-allow-origin\` names \`${from}\`, because the policy lists it.`;
  const cookies = action.credentials ? " `access-control-allow-credentials` says that cookies may be involved." : "";
  return listed + cookies;
}

function whyWithheld(from, actual) {
  const ran = "The request was sent, and the handler ran: CORS does not stop what a web form could send as well.";
  return header(actual.response_headers, "access-control-allow-origin") === "*"
    ? `${ran} But the script asked for cookies (\`credentials: "include"\`), and then browsers do not accept \`*\`: the answer has ` +
      `to name the origin. \`*\` with \`credentials\` does not compile as a policy.`
    : `${ran} But no \`access-control-allow-origin\` came back, because the policy does not list \`${from}\`. So the browser kept ` +
      `the answer from the script.`;
}

// The reason why a preflight's answer does not allow the request; undefined if it does.
function refusalOf(action, from, answer) {
  const list = (name) => (header(answer, name) ?? "").toLowerCase().split(", ").filter(Boolean);
  const notSent = "So the browser did not send the request, and nothing was changed on the server.";
  if (header(answer, "access-control-allow-origin") === undefined) {
    return `The preflight was refused: the policy does not list \`${from}\`. ${notSent}`;
  }
  const methods = list("access-control-allow-methods");
  if (action.method !== "GET" && action.method !== "POST" && !methods.includes(action.method.toLowerCase())) {
    return `At this path, \`${from}\` may use \`${methods.join(", ").toUpperCase()}\`, but not \`${action.method}\`: that handler has a ` +
      `policy of its own, which lists another origin. ${notSent}`;
  }
  const headers = list("access-control-allow-headers");
  const needed = [action.header, action.json && "content-type"].filter(Boolean).find((name) => !headers.includes(name));
  if (!needed) return undefined;
  const allowed = headers.length ? `only \`${headers.join(", ")}\`` : "no header beyond the safelist";
  return `The policy lists the origin, but not the header \`${needed}\`: it allows ${allowed}. ${notSent}`;
}
