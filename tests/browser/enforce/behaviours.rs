//! What pages do: everything that makes a browser send a request.

use cors_tests::browser::Engine;

use super::senders::Sender;

/// Something that a page does, or a user with it.
pub(super) struct Behaviour {
    pub(super) name: &'static str,
    pub(super) act: Act,
    /// Whether it loads a whole page by a safe method, as a link does.
    pub(super) is_link: bool,
    /// Whether the request is not one of the page's own origin, although the page makes it.
    pub(super) leaves_the_origin: bool,
}

/// How it is done. `url` is the address of the handler.
pub(super) enum Act {
    /// By a statement of the page's script.
    Script(&'static str),
    /// By an element in the head of the page, or by a header of the page: [`page`](super::page) has it.
    Page,
    /// By a click on the element `go` of a page of its own, which is this with `{url}` in place.
    Click(&'static str),
    /// By a click that leads to the handler, and a reload.
    Reload(&'static str),
    /// By a click that leads to the handler, another page, and the way back.
    Back(&'static str),
    /// By the driver: no page does it.
    Address,
}

const fn behaviour(name: &'static str, act: Act) -> Behaviour {
    Behaviour { name, act, is_link: false, leaves_the_origin: false }
}

const fn script(name: &'static str, statement: &'static str) -> Behaviour {
    behaviour(name, Act::Script(statement))
}

const fn click(name: &'static str, html: &'static str) -> Behaviour {
    behaviour(name, Act::Click(html))
}

const fn link(behaviour: Behaviour) -> Behaviour {
    Behaviour { is_link: true, ..behaviour }
}

/// By way of another server, or of a frame with an origin of its own.
const fn tainted(behaviour: Behaviour) -> Behaviour {
    Behaviour { leaves_the_origin: true, ..behaviour }
}

#[rustfmt::skip]
pub(super) const BEHAVIOURS: &[Behaviour] = &[
    // Pages.
    link(behaviour("an address that the user types", Act::Address)),
    link(click("a link", "<a id=go href='{url}'>go</a>")),
    link(click("a link with `rel=noreferrer`", "<a id=go rel=noreferrer href='{url}'>go</a>")),
    link(click("a link with `target=_blank`", "<a id=go target=_blank href='{url}'>go</a>")),
    link(click("`window.open`", "<button id=go onclick=\"window.open('{url}')\">go</button>")),
    link(click("`location = …`", "<button id=go onclick=\"location = '{url}'\">go</button>")),
    link(click(
        "`<meta http-equiv=refresh>`",
        "<button id=go onclick=\"document.head.append(Object.assign(document.createElement('meta'), \
         { httpEquiv: 'refresh', content: '0; url={url}' }))\">go</button>",
    )),
    link(click("a link with `download`", "<a id=go download href='{url}'>go</a>")),
    link(behaviour("a reload behind a link", Act::Reload("<a id=go href='{url}'>go</a>"))),
    link(behaviour("the way back to a link", Act::Back("<a id=go href='{url}'>go</a>"))),
    link(click("a link by way of the own server (302)", "<a id=go href='{own}/302?{url}'>go</a>")),
    tainted(link(click("a link by way of a foreign server (302)", "<a id=go href='{foreign}/302?{url}'>go</a>"))),
    click("`<a ping>`", "<a id=go ping='{url}' href='#here'>go</a>"),

    // Forms.
    link(click("a form, `GET`", "<form action='{url}'><button id=go>go</button></form>")),
    link(click("a form, `GET`, `no-referrer`", "<meta name=referrer content=no-referrer><form action='{url}'><button id=go>go</button></form>")),
    link(click("a form, `GET`, `target=_blank`", "<form target=_blank action='{url}'><button id=go>go</button></form>")),
    click("a form, `POST`", "<form method=post action='{url}'><button id=go>go</button></form>"),
    click("a form, `POST`, `no-referrer`", "<meta name=referrer content=no-referrer><form method=post action='{url}'><button id=go>go</button></form>"),
    click("a form, `POST`, `target=_blank`", "<form method=post target=_blank action='{url}'><button id=go>go</button></form>"),
    click("a form, `POST`, `rel=noreferrer`", "<form method=post rel=noreferrer action='{url}'><button id=go>go</button></form>"),
    click("a form, `POST`, of a file", "<form method=post enctype=multipart/form-data action='{url}'><input type=file name=file><button id=go>go</button></form>"),
    behaviour("a reload behind a form, `POST`", Act::Reload("<form method=post action='{url}'><button id=go>go</button></form>")),
    link(click("a form, `POST`, by way of the own server (303)", "<form method=post action='{own}/303?{url}'><button id=go>go</button></form>")),
    click("a form, `POST`, by way of the own server (307)", "<form method=post action='{own}/307?{url}'><button id=go>go</button></form>"),
    tainted(link(click("a form, `POST`, by way of a foreign server (303)", "<form method=post action='{foreign}/303?{url}'><button id=go>go</button></form>"))),
    tainted(click("a form, `POST`, by way of a foreign server (307)", "<form method=post action='{foreign}/307?{url}'><button id=go>go</button></form>")),
    script("a form in a frame, `GET`", "form('get', url)"),
    script("a form in a frame, `POST`", "form('post', url)"),
    tainted(script("a form of a sandboxed frame, `POST`", "sandbox(`<form method=post action='${url}'></form><script>document.forms[0].submit()</script>`)")),

    // Parts of a page.
    script("an image", "element('img', { src: url })"),
    script("an image, `no-referrer`", "element('img', { referrerPolicy: 'no-referrer', src: url })"),
    script("an image, `crossorigin`", "element('img', { crossOrigin: 'anonymous', src: url })"),
    script("an image, `crossorigin=use-credentials`", "element('img', { crossOrigin: 'use-credentials', src: url })"),
    script("an image of a style", "element('p', { style: `background: url('${url}')`, textContent: '.' })"),
    script("an image of a `srcdoc` frame", "element('iframe', { srcdoc: `<img src='${url}'>` })"),
    script("an image by way of the own server (302)", "element('img', { src: own + '/302?' + url })"),
    tainted(script("an image by way of a foreign server (302)", "element('img', { src: foreign + '/302?' + url })")),
    script("a script", "element('script', { src: url })"),
    script("a script, `crossorigin`", "element('script', { crossOrigin: 'anonymous', src: url })"),
    script("a module script", "element('script', { type: 'module', src: url })"),
    script("a style sheet", "element('link', { rel: 'stylesheet', href: url })"),
    script("a style sheet by `@import`", "element('style', { textContent: `@import url('${url}')` })"),
    script("a font", "new FontFace('a', `url('${url}')`).load()"),
    script("a video", "element('video', { src: url, preload: 'auto' })"),
    script("an audio", "element('audio', { src: url, preload: 'auto' })"),
    script("a frame", "element('iframe', { src: url })"),
    script("a frame in a sandbox", "element('iframe', { sandbox: '', src: url })"),
    script("`<object>`", "element('object', { data: url })"),
    script("`<embed>`", "element('embed', { src: url })"),
    behaviour("the icon of a page", Act::Page),
    behaviour("a manifest", Act::Page),
    behaviour("a report of a Content Security Policy", Act::Page),

    // Ahead of time.
    script("`<link rel=prefetch>`", "element('link', { rel: 'prefetch', href: url })"),
    script("`<link rel=preload as=image>`", "element('link', { rel: 'preload', as: 'image', href: url })"),
    script("`<link rel=preload as=fetch crossorigin>`", "element('link', { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: url })"),
    script("`<link rel=modulepreload>`", "element('link', { rel: 'modulepreload', href: url })"),
    link(script("a speculation rule, `prefetch`", "speculate('prefetch', url)")),
    link(script("a speculation rule, `prerender`", "speculate('prerender', url)")),

    // Scripts.
    script("`fetch`, `GET`, `cors`, `omit`", "fetch(url, { mode: 'cors', credentials: 'omit' })"),
    script("`fetch`, `GET`, `cors`, `same-origin`", "fetch(url, { mode: 'cors', credentials: 'same-origin' })"),
    script("`fetch`, `GET`, `cors`, `include`", "fetch(url, { mode: 'cors', credentials: 'include' })"),
    script("`fetch`, `GET`, `no-cors`, `omit`", "fetch(url, { mode: 'no-cors', credentials: 'omit' })"),
    script("`fetch`, `GET`, `no-cors`, `same-origin`", "fetch(url, { mode: 'no-cors', credentials: 'same-origin' })"),
    script("`fetch`, `GET`, `no-cors`, `include`", "fetch(url, { mode: 'no-cors', credentials: 'include' })"),
    script("`fetch`, `GET`, `same-origin`, `omit`", "fetch(url, { mode: 'same-origin', credentials: 'omit' })"),
    script("`fetch`, `GET`, `same-origin`, `same-origin`", "fetch(url, { mode: 'same-origin', credentials: 'same-origin' })"),
    script("`fetch`, `GET`, `same-origin`, `include`", "fetch(url, { mode: 'same-origin', credentials: 'include' })"),
    script("`fetch`, `POST`, `cors`, `omit`", "fetch(url, { method: 'POST', mode: 'cors', credentials: 'omit' })"),
    script("`fetch`, `POST`, `cors`, `same-origin`", "fetch(url, { method: 'POST', mode: 'cors', credentials: 'same-origin' })"),
    script("`fetch`, `POST`, `cors`, `include`", "fetch(url, { method: 'POST', mode: 'cors', credentials: 'include' })"),
    script("`fetch`, `POST`, `no-cors`, `omit`", "fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'omit' })"),
    script("`fetch`, `POST`, `no-cors`, `same-origin`", "fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'same-origin' })"),
    script("`fetch`, `POST`, `no-cors`, `include`", "fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include' })"),
    script("`fetch`, `POST`, `same-origin`, `omit`", "fetch(url, { method: 'POST', mode: 'same-origin', credentials: 'omit' })"),
    script("`fetch`, `POST`, `same-origin`, `same-origin`", "fetch(url, { method: 'POST', mode: 'same-origin', credentials: 'same-origin' })"),
    script("`fetch`, `POST`, `same-origin`, `include`", "fetch(url, { method: 'POST', mode: 'same-origin', credentials: 'include' })"),
    script("`fetch`, `POST`, `no-cors`, `include`, `no-referrer`", "fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include', referrerPolicy: 'no-referrer' })"),
    script("`fetch`, `POST`, `cors`, `include`, `no-referrer`", "fetch(url, { method: 'POST', credentials: 'include', referrerPolicy: 'no-referrer' })"),
    script("`fetch`, `POST`, `include`, `keepalive`", "fetch(url, { method: 'POST', credentials: 'include', keepalive: true })"),
    script("`fetch`, `PUT`, `omit`", "fetch(url, { method: 'PUT', credentials: 'omit' })"),
    script("`fetch`, `HEAD`, `include`", "fetch(url, { method: 'HEAD', credentials: 'include' })"),
    script("`fetch`, `include`, by way of the own server (302)", "fetch(own + '/302?' + url, { credentials: 'include' })"),
    tainted(script("`fetch`, `include`, by way of a foreign server (302)", "fetch(foreign + '/302?' + url, { credentials: 'include' })")),
    tainted(script("`fetch`, `no-cors`, `include`, of a sandboxed frame", "sandbox(`<script>fetch('${url}', { mode: 'no-cors', credentials: 'include' })</script>`)")),
    script("`XMLHttpRequest`, `GET`, with credentials", "ask('GET', url)"),
    script("`XMLHttpRequest`, `POST`, with credentials", "ask('POST', url)"),
    script("`navigator.sendBeacon`", "navigator.sendBeacon(url, 'text')"),
    script("a WebSocket", "new WebSocket(url.replace('https:', 'wss:'))"),
    script("an `EventSource`", "listen(url, {})"),
    script("an `EventSource`, with credentials", "listen(url, { withCredentials: true })"),
    script("a worker", "new Worker(url)"),
    script("a module worker", "new Worker(url, { type: 'module' })"),
    script("a shared worker", "new SharedWorker(url)"),
    script("a service worker", "navigator.serviceWorker.register(url)"),
    script("`fetch`, `POST`, `include`, of a worker", "new Worker('/~/worker.js?' + url)"),
    script("`fetch`, `POST`, `include`, of a `blob:` worker", "new Worker(URL.createObjectURL(new Blob([`fetch('${url}', { method: 'POST', credentials: 'include' })`])))"),
    script("`importScripts` of a worker", "new Worker(URL.createObjectURL(new Blob([`importScripts('${url}')`])))"),
];

impl Behaviour {
    /// Whether an engine sends nothing.
    pub(super) fn is_silent(&self, engine: Engine, sender: Sender) -> bool {
        let is_firefox = engine == Engine::Firefox;
        match self.name {
            "`<a ping>`" => is_firefox,
            "a manifest" => is_firefox || sender == Sender::Framed,
            "the icon of a page" => sender == Sender::Framed,
            "a speculation rule, `prefetch`" | "a speculation rule, `prerender`" => {
                is_firefox || !matches!(sender, Sender::Own | Sender::SameSite)
            }
            "a worker" | "a module worker" | "a shared worker" | "a service worker" => !sender.is_own(),
            name if name.starts_with("`fetch`, `GET`, `same-origin`, ") => !sender.is_own(),
            name if name.starts_with("`fetch`, `POST`, `same-origin`, ") => !sender.is_own(),
            _ => false,
        }
    }

    /// The part of a path that stands for it.
    pub(super) fn number(&self) -> usize {
        BEHAVIOURS.iter().position(|behaviour| behaviour.name == self.name).expect("it is in the table")
    }
}

#[test]
fn every_behaviour_has_one_name() {
    let names: std::collections::BTreeSet<_> = BEHAVIOURS.iter().map(|behaviour| behaviour.name).collect();
    assert_eq!(names.len(), BEHAVIOURS.len());
}
