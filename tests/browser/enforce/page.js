// Does everything that the page does by itself, each to an address of its own.

const element = (name, properties) =>
  document.body.append(Object.assign(document.createElement(name), properties));

const form = (method, url) => {
  element("iframe", { name: url });
  const form = Object.assign(document.createElement("form"), { method, action: url, target: url });
  document.body.append(form);
  form.submit();
};

const sandbox = (srcdoc) => {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts allow-forms");
  frame.srcdoc = srcdoc;
  document.body.append(frame);
};

const speculate = (action, url) =>
  element("script", {
    type: "speculationrules",
    textContent: JSON.stringify({ [action]: [{ urls: [url], eagerness: "immediate" }] }),
  });

const ask = (method, url) => {
  const request = new XMLHttpRequest();
  request.open(method, url);
  request.withCredentials = true;
  request.send();
};

// Once is enough.
const listen = (url, options) => {
  const source = new EventSource(url, options);
  source.onerror = () => source.close();
};

for (const [number, act] of acts) {
  try {
    Promise.resolve(act(to + number)).catch(() => {});
  } catch {
    // The browser does not even try.
  }
}
document.getElementById("done").textContent = "done";
