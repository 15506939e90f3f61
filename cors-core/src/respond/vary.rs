//! The header `Vary`: the request headers on which a response depends.

/// The longest text of a set.
const MAX_TEXT: usize = 128;

macro_rules! read_headers {
    ($( $( #[doc = $doc:literal] )+ $flag:ident = $names:expr, )+) => {
        /// A set of request headers. Headers that are always read together are one element.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub struct ReadHeaders(u8);

        /// The elements, in the order in which `Vary` names them.
        const ELEMENTS: &[(ReadHeaders, &[&str])] = &[$( (ReadHeaders::$flag, $names), )+];

        impl ReadHeaders {
            /// No header.
            pub const NONE: ReadHeaders = ReadHeaders(0);
            read_headers!(@ 1; $( $( #[doc = $doc] )+ $flag, )+);
        }
    };
    (@ $bit:expr; $( #[doc = $doc:literal] )+ $flag:ident, $( $rest:tt )*) => {
        $( #[doc = $doc] )+
        pub const $flag: ReadHeaders = ReadHeaders($bit);
        read_headers!(@ 2 * $bit; $( $rest )*);
    };
    (@ $bit:expr;) => {
        const SETS: usize = $bit;
    };
}

read_headers! {
    /// `Origin`.
    ORIGIN = &["Origin"],
    /// `Host`.
    HOST = &["Host"],
    /// `Cookie`.
    COOKIE = &["Cookie"],
    /// `Sec-Fetch-Site`.
    SITE = &["Sec-Fetch-Site"],
    /// `Sec-Fetch-Mode` and `Sec-Fetch-Dest`.
    DESTINATION = &["Sec-Fetch-Mode", "Sec-Fetch-Dest"],
    /// `Forwarded` and `X-Forwarded-Proto`.
    SCHEME = &["Forwarded", "X-Forwarded-Proto"],
}

impl ReadHeaders {
    /// The headers of both sets.
    #[inline]
    #[must_use]
    pub const fn and(self, other: ReadHeaders) -> Self {
        ReadHeaders(self.0 | other.0)
    }

    /// Returns whether no header is in the set.
    #[inline]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns whether all headers of `other` are in the set.
    #[must_use]
    pub const fn has(self, other: ReadHeaders) -> bool {
        self.0 & other.0 == other.0
    }

    /// The names of the headers, as a value of `Vary`. Nothing is allocated: the texts of all sets are part of the program.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        static TEXTS: [Text; ReadHeaders::SETS] = Text::of_all_sets();
        TEXTS.get(usize::from(self.0)).map_or("", Text::as_str)
    }

    /// The headers that the lines of a response's `Vary` do not name (RFC 9110, section 12.5.5): case is ignored, and `*` covers every
    /// header.
    #[must_use]
    pub fn missing_in<'v, L: Iterator<Item = &'v [u8]>>(self, lines: impl Fn() -> L) -> Self {
        let names = || lines().flat_map(|line| line.split(|&byte| byte == b',')).map(<[u8]>::trim_ascii);
        if names().any(|name| name == b"*") {
            return ReadHeaders::NONE;
        }
        let has = |name: &&str| names().any(|other| other.eq_ignore_ascii_case(name.as_bytes()));
        let missing = ELEMENTS.iter().filter(|(element, all)| self.has(*element) && !all.iter().all(has));
        missing.fold(ReadHeaders::NONE, |set, (element, _)| set.and(*element))
    }
}

/// The text of a set.
struct Text([u8; MAX_TEXT], usize);

#[expect(clippy::indexing_slicing, reason = "for const evaluation, where a wrong index does not compile")]
impl Text {
    const fn of_all_sets() -> [Text; ReadHeaders::SETS] {
        let mut all = [const { Text([0; MAX_TEXT], 0) }; ReadHeaders::SETS];
        let mut set = 0;
        while set < all.len() {
            let mut element = 0;
            while element < ELEMENTS.len() {
                let (flag, names) = ELEMENTS[element];
                let mut name = 0;
                while set & flag.0 as usize != 0 && name < names.len() {
                    all[set].push(names[name].as_bytes());
                    name += 1;
                }
                element += 1;
            }
            set += 1;
        }
        all
    }

    const fn push(&mut self, name: &[u8]) {
        if self.1 > 0 {
            self.push_all(b", ");
        }
        self.push_all(name);
    }

    const fn push_all(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while at < bytes.len() {
            self.0[self.1] = bytes[at];
            self.1 += 1;
            at += 1;
        }
    }

    fn as_str(&self) -> &str {
        let Text(bytes, length) = self;
        bytes.get(..*length).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}
