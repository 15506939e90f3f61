//! Requests, line by line: a grid of what browsers send, and seeded near misses of it.

use std::fmt;

use http::{HeaderValue, Request};

use crate::setup::{ROUTES, UNKNOWN};

/// A request, as far as CORS is concerned. Its lines need not be such as a browser sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: &'static str,
    pub(crate) origin: Vec<String>,
    /// `Access-Control-Request-Method`.
    pub(crate) for_method: Vec<String>,
    /// `Access-Control-Request-Headers`.
    pub(crate) for_headers: Vec<String>,
}

impl Asked {
    pub(crate) fn request(&self) -> Request<&'static str> {
        let mut request = Request::builder().method(self.method.as_str()).uri(self.path);
        for (name, lines) in [
            ("origin", &self.origin),
            ("access-control-request-method", &self.for_method),
            ("access-control-request-headers", &self.for_headers),
        ] {
            for line in lines {
                request = request.header(name, HeaderValue::from_bytes(line.as_bytes()).expect("a value"));
            }
        }
        request.body("").expect("a request")
    }

    /// `OPTIONS` with `Origin` and `Access-Control-Request-Method` (Fetch, "CORS-preflight request"), good or bad.
    pub(crate) fn is_preflight(&self) -> bool {
        self.method == "OPTIONS" && !self.origin.is_empty() && !self.for_method.is_empty()
    }
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        for (name, lines) in
            [("Origin", &self.origin), ("ACR-Method", &self.for_method), ("ACR-Headers", &self.for_headers)]
        {
            for line in lines {
                write!(f, " [{name}: {}]", line.escape_debug())?;
            }
        }
        Ok(())
    }
}

fn paths() -> impl Iterator<Item = &'static str> {
    ROUTES.iter().map(|(path, _)| *path).chain([UNKNOWN])
}

fn lines(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

const ORIGINS: [&[&str]; 10] = [
    &[],
    &["https://app.example.com"],
    &["https://admin.example.com:8443"],
    &["https://shop.partner.example"],
    &["https://*.partner.example"],
    &["https://evil.test"],
    &["null"],
    &[""],
    &["https://app.example.com", "https://evil.test"],
    &["https://evil.test", "https://app.example.com"],
];
const FOR_METHODS: [&[&str]; 7] = [&["GET"], &["HEAD"], &["POST"], &["PUT"], &["DELETE"], &["put"], &["GET", "PUT"]];
const FOR_HEADERS: [&[&str]; 7] = [
    &[],
    &["content-type"],
    &["authorization,content-type"],
    &["x-unlisted"],
    &["content-type,x-unlisted"],
    &[""],
    &["content-type", "x-unlisted"],
];

/// Every combination of what matters.
pub(crate) fn grid() -> Vec<Asked> {
    let mut all = Vec::new();
    for path in paths() {
        for origin in ORIGINS.map(lines) {
            let ask = |method: &str, for_method: &[&str], for_headers: &[&str]| Asked {
                method: method.to_owned(),
                path,
                origin: origin.clone(),
                for_method: lines(for_method),
                for_headers: lines(for_headers),
            };
            for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
                all.push(ask(method, &[], &[]));
            }
            for for_method in FOR_METHODS {
                for for_headers in FOR_HEADERS {
                    all.push(ask("OPTIONS", for_method, for_headers));
                }
            }
        }
    }
    all
}

/// Pseudo-random numbers: Vigna's splitmix64, so that every run has the same.
pub(crate) struct Seeded(pub(crate) u64);

impl Seeded {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).expect("it is below a usize")
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// An origin that is allowed somewhere, with one or two things wrong with it.
    fn origin(&mut self) -> String {
        let base = ["https://app.example.com", "https://admin.example.com:8443", "https://shop.partner.example"];
        let mut origin = self.pick(&base).to_owned();
        for _ in 0..self.below(3) {
            let at = self.below(origin.len() + 1);
            match self.below(14) {
                0 => origin = origin.replacen("https", self.pick(&["http", "HTTPS", "xhttps", "ws", ""]), 1),
                1 => {
                    origin.push_str(self.pick(&[".", "/", ":443", ":8443", ":0", ".evil.test", "x", "?", "@evil.test"]))
                }
                2 => {
                    origin = origin.replacen(
                        "://",
                        self.pick(&[":", "://x", "://*.", "://.", "://evil.test/", "://a b."]),
                        1,
                    )
                }
                3 => origin = origin.to_uppercase(),
                4 if origin.is_char_boundary(at) => {
                    origin.insert(at, self.pick(&['a', '.', ' ', ',', '\u{e4}', '\t', '-']))
                }
                5 if origin.is_char_boundary(at) => origin.truncate(at),
                6 => origin = format!("{origin}{}{origin}", self.pick(&[" ", ",", ", ", "%2c"])),
                7 => origin = origin.replacen("example", "examp1e", 1),
                8 => origin = origin.replacen('.', "", 1),
                9 => origin = format!(" {origin}"),
                10 => origin = self.pick(&["null", "*", "https://", "", "NULL", "app.example.com"]).to_owned(),
                11 => origin = origin.replacen("://", &format!("://{}.", "a".repeat(64)), 1),
                12 => origin = origin.replacen("://", "://a.b-c_d.", 1),
                _ => {}
            }
        }
        origin
    }

    fn lines(&mut self, one: impl Fn(&mut Self) -> String) -> Vec<String> {
        let count = self.pick(&[0, 1, 1, 1, 1, 1, 1, 2]);
        (0..count).map(|_| one(self)).collect()
    }

    pub(crate) fn asked(&mut self) -> Asked {
        const METHODS: [&str; 12] =
            ["GET", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "PROPFIND", "put"];
        const ODD: [&str; 6] = ["", "PO ST", " GET", "GET, PUT", "\u{e4}", "CONNECT"];
        const NAMES: [&str; 9] =
            ["content-type", "authorization", "Content-Type", "x-unlisted", "", "*", "x y", "\u{e4}", "accept"];
        let preflight = self.below(3) > 0;
        Asked {
            method: if preflight { "OPTIONS" } else { self.pick(&METHODS) }.to_owned(),
            path: self.pick(&paths().chain(["/items", "/items", "/items"]).collect::<Vec<_>>()),
            origin: self.lines(Self::origin),
            for_method: if preflight {
                self.lines(|seeded| {
                    if seeded.below(6) == 0 { seeded.pick(&ODD) } else { seeded.pick(&METHODS) }.to_owned()
                })
            } else {
                Vec::new()
            },
            for_headers: if preflight {
                self.lines(|seeded| {
                    let names: Vec<&str> = (0..seeded.below(4)).map(|_| seeded.pick(&NAMES)).collect();
                    names.join(seeded.pick(&[",", ", ", " , "]))
                })
            } else {
                Vec::new()
            },
        }
    }
}

/// As many near misses, always the same ones.
pub(crate) fn near_misses(count: usize) -> Vec<Asked> {
    let mut seeded = Seeded(0x5eed);
    (0..count).map(|_| seeded.asked()).collect()
}
