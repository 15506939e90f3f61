// Checks a page for accessibility and returns the problems: landmarks, headings, names of controls, contrast.

const problems = [];
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

if (!document.documentElement.lang) problems.push("no language");
if (!document.title) problems.push("no title");
for (const tag of ["h1", "main"]) {
  if (all(tag).filter(shown).length !== 1) problems.push(`not one ${tag}`);
}

let level = 0;
for (const heading of all("h1, h2, h3, h4").filter(shown)) {
  const own = Number(heading.tagName[1]);
  if (own > level + 1) problems.push(`h${own} after h${level}: ${heading.textContent}`);
  level = own;
}

const text = (ids) => ids.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
const name = (element) => element.hasAttribute("aria-labelledby")
  ? text(element.getAttribute("aria-labelledby"))
  : element.getAttribute("aria-label") || element.title || [...element.labels ?? []].map((label) => label.innerText).join(" ");

const landmarks = all("section[aria-labelledby], article").filter(shown).map(name);
if (landmarks.some((label) => !label.trim())) problems.push("a region without a label");
if (new Set(landmarks).size !== landmarks.length) problems.push(`labels of regions: ${landmarks}`);

const controls = all("button, a, iframe, input, [tabindex]").filter(shown);
const nameless = controls.filter((control) => !(control.innerText || name(control)).trim());
problems.push(...nameless.map((control) => `no name: ${control.outerHTML.slice(0, 80)}`));
const ids = all("[id]").map(({ id }) => id);
if (new Set(ids).size !== ids.length) problems.push(`ids: ${ids}`);

// WCAG 2, "contrast ratio".
const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
const linear = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
const background = (element) => {
  for (let own = element; own; own = own.parentElement) {
    const [red, green, blue, alpha = 1] = parts(getComputedStyle(own).backgroundColor);
    if (alpha === 1) return [red, green, blue];
  }
  return [255, 255, 255];
};

const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  const words = walker.currentNode.textContent.trim();
  if (!words || !shown(element)) continue;
  if (!element.closest("header, main")) problems.push(`outside of all landmarks: ${words}`);
  const style = getComputedStyle(element);
  const [one, other] = [luminance(parts(style.color)), luminance(background(element))];
  const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  if (ratio < 4.5) problems.push(`contrast ${ratio.toFixed(2)}: ${words} (${style.color})`);
}
return problems;
