// The page of an origin: it makes the requests of the cases that name this origin, one after the other, and tells what came of each.

// Makes one request, and tells what a script may know of the answer. It is copied into frames, so it needs nothing around it.
async function attempt(request, url) {
  const seen = (outcome, more) => ({ outcome, ...more });
  const element = (name, properties, loaded) => new Promise((resolve) => {
    const made = Object.assign(document.createElement(name), properties);
    made.onload = () => resolve(seen(loaded));
    made.onerror = () => resolve(seen("blocked"));
    document.body.append(made);
  });
  switch (request.api) {
    case "fetch": {
      const { method, headers, mode, credentials, redirect, referrerPolicy } = request;
      const body = request.body ?? undefined;
      try {
        const response = await fetch(url, { method, headers, mode, credentials, redirect, referrerPolicy, body });
        await response.text();
        const { type, status } = response;
        const outcome = type.startsWith("opaque") ? type : "allowed";
        return seen(outcome, { type, status, headers: [...response.headers] });
      } catch (error) {
        return seen("blocked", { error: String(error) });
      }
    }
    case "xhr":
      return new Promise((resolve) => {
        const xhr = new XMLHttpRequest();
        xhr.open(request.method, url);
        xhr.withCredentials = request.credentials === "include";
        for (const [name, value] of request.headers) xhr.setRequestHeader(name, value);
        if (request.upload_listener) xhr.upload.onprogress = () => {};
        const headers = () => xhr.getAllResponseHeaders().trim().split("\r\n").map((line) => line.split(/: (.*)/s, 2));
        xhr.onload = () => resolve(seen("allowed", { status: xhr.status, headers: headers() }));
        xhr.onerror = () => resolve(seen("blocked"));
        xhr.send(request.body);
      });
    case "eventsource":
      return new Promise((resolve) => {
        const source = new EventSource(url, { withCredentials: request.credentials === "include" });
        const end = (outcome) => { source.close(); resolve(seen(outcome)); };
        source.onmessage = () => end("allowed");
        source.onerror = () => end("blocked");
      });
    case "script":
      return element("script", { crossOrigin: request.crossorigin, src: url }, "allowed");
    case "module":
      return element("script", { type: "module", src: url }, "allowed");
    case "beacon":
      navigator.sendBeacon(url, request.body);
      return seen("unknown");
    case "beacon-json":
      navigator.sendBeacon(url, new Blob([request.body], { type: "application/json" }));
      return seen("unknown");
    case "form": {
      const target = document.createElement("iframe");
      target.name = `target of ${url}`;
      document.body.append(target);
      const form = Object.assign(document.createElement("form"), { method: request.method, action: url, target: target.name });
      document.body.append(form);
      form.submit();
      return seen("unknown");
    }
  }
  return seen(`no such API: ${request.api}`);
}

// A request from an origin that is opaque: a sandboxed frame, or a frame from a data URL.
function fromFrame(request, url) {
  const frame = document.createElement("iframe");
  const call = `attempt(${JSON.stringify(request)}, ${JSON.stringify(url)})`;
  const script = `<body><script>${attempt}\n${call}.then((seen) => parent.postMessage(seen, "*"))</` + "script>";
  if (request.page_origin === "data:") {
    frame.src = `data:text/html,${encodeURIComponent(script)}`;
  } else {
    frame.sandbox = "allow-scripts";
    frame.srcdoc = script;
  }
  return new Promise((resolve) => {
    const receive = (event) => {
      if (event.source !== frame.contentWindow) return;
      removeEventListener("message", receive);
      frame.remove();
      resolve(event.data);
    };
    addEventListener("message", receive);
    document.body.append(frame);
  });
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const isOpaque = (request) => ["null", "data:"].includes(request.page_origin);

// Nobody tells a page what became of a beacon or a form: the server has seen it, and had the time to see another.
async function arrival(path) {
  while ((await (await fetch(`/~/count${path}`)).json()) === 0) await sleep(20);
  await sleep(500);
}

async function run({ path, request }) {
  for (const step of request.sequence ?? [{}]) {
    await sleep(step.delay_ms ?? 0);
    const made = { ...request, ...step };
    const url = request.url_origin + path;
    const outcome = await (isOpaque(made) ? fromFrame(made, url) : attempt(made, url));
    if (outcome.outcome === "unknown") await arrival(path);
    await fetch(`/~/seen${path}`, { method: "POST", body: JSON.stringify(outcome) });
  }
}

(async () => {
  const { cases, cookie } = await (await fetch("/~/cases")).json();
  // A cookie for whoever sends credentials.
  await fetch(cookie, { mode: "no-cors", credentials: "include" });
  for (const one of cases) await run(one);
  await fetch("/~/done", { method: "POST" });
})();
