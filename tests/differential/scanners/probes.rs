//! The origins that scanners send, for the server `https://api.example.com` and the listed origin `https://app.example.com`.
//!
//! A scanner knows only the server, and derives its origins from that host. Here they are derived from the listed origin, because that
//! is the text that a list compares, and for most classes from the server's host as well. Random names and domains of attackers are
//! `evil`. Corsy's attacker is `example.com`, the parent domain of the server here, so that this origin is sent too.

use Class::{
    AnotherSite, CharacterBehind, CharacterLabel, DotReplaced, LabelLocalhost, Listed, Null, OwnOrigin, ParentDomain,
    PlainHttp, PrefixOnly, SubDomain, SuffixOnly,
};
use Tool::{CorScanner, Corsy, Nuclei, Zap};

/// A scanner that looks for CORS mistakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// `common/corscheck.py` of <https://github.com/chenjj/CORScanner>, and its `origins.json`.
    CorScanner,
    /// `core/tests.py` of <https://github.com/s0md3v/Corsy>.
    Corsy,
    /// `http/vulnerabilities/generic/cors-misconfig.yaml` of <https://github.com/projectdiscovery/nuclei-templates>.
    Nuclei,
    /// `CorsScanRule` of <https://github.com/zaproxy/zap-extensions>: the active rule 40040.
    Zap,
}

impl Tool {
    pub(crate) const ALL: [Tool; 4] = [CorScanner, Corsy, Nuclei, Zap];

    pub(crate) fn name(self) -> &'static str {
        match self {
            CorScanner => "CORScanner",
            Corsy => "Corsy",
            Nuclei => "nuclei",
            Zap => "ZAP",
        }
    }
}

/// A mistake that an origin looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Listed,
    OwnOrigin,
    AnotherSite,
    Null,
    SubDomain,
    ParentDomain,
    PlainHttp,
    PrefixOnly,
    SuffixOnly,
    DotReplaced,
    LabelLocalhost,
    CharacterBehind,
    CharacterLabel,
}

impl Class {
    pub(crate) const ALL: [Class; 13] = [
        Listed,
        OwnOrigin,
        AnotherSite,
        Null,
        SubDomain,
        ParentDomain,
        PlainHttp,
        PrefixOnly,
        SuffixOnly,
        DotReplaced,
        LabelLocalhost,
        CharacterBehind,
        CharacterLabel,
    ];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Listed => "the listed origin: not an attack",
            OwnOrigin => "the server's own origin: not an attack",
            AnotherSite => "another site",
            Null => "`null`, of a sandboxed frame",
            SubDomain => "a sub-domain of the same domain",
            ParentDomain => "the parent domain",
            PlainHttp => "plain HTTP in place of HTTPS",
            PrefixOnly => "begins like a trusted host",
            SuffixOnly => "has the end of a trusted domain",
            DotReplaced => "a letter in place of a dot",
            LabelLocalhost => "`localhost` as a label",
            CharacterBehind => "a special character behind a trusted host",
            CharacterLabel => "a special character as a label",
        }
    }
}

/// An origin, with the scanners that send it.
pub(crate) struct Probe {
    pub(crate) class: Class,
    pub(crate) tools: &'static [Tool],
    pub(crate) origin: &'static str,
}

const fn probe(class: Class, tools: &'static [Tool], origin: &'static str) -> Probe {
    Probe { class, tools, origin }
}

pub(crate) const PROBES: [Probe; 75] = [
    probe(Listed, &[Corsy, Zap], "https://app.example.com"),
    probe(OwnOrigin, &[Corsy, Zap], "https://api.example.com"),
    probe(AnotherSite, &[CorScanner, Corsy, Nuclei, Zap], "https://evil.com"),
    probe(AnotherSite, &[CorScanner], "https://whatever.github.io"),
    probe(AnotherSite, &[CorScanner], "http://jsbin.com"),
    probe(AnotherSite, &[CorScanner], "https://codepen.io"),
    probe(AnotherSite, &[CorScanner], "https://jsfiddle.net"),
    probe(AnotherSite, &[CorScanner], "http://www.webdevout.net"),
    probe(AnotherSite, &[CorScanner], "https://repl.it"),
    probe(Null, &[CorScanner, Corsy, Nuclei, Zap], "null"),
    probe(SubDomain, &[CorScanner, Zap], "https://evil.app.example.com"),
    probe(SubDomain, &[CorScanner, Zap], "https://evil.api.example.com"),
    probe(SubDomain, &[Nuclei], "https://evil.example.com"),
    probe(SubDomain, &[Nuclei], "http://evil.example.com"),
    probe(SubDomain, &[Corsy], "https://d3vapp.example.com"),
    probe(SubDomain, &[Corsy], "https://d3vapi.example.com"),
    probe(ParentDomain, &[Corsy], "https://example.com"),
    probe(PlainHttp, &[CorScanner, Corsy, Zap], "http://app.example.com"),
    probe(PlainHttp, &[CorScanner, Corsy, Zap], "http://api.example.com"),
    probe(PrefixOnly, &[CorScanner, Corsy, Nuclei, Zap], "https://app.example.com.evil.com"),
    probe(PrefixOnly, &[CorScanner, Corsy, Nuclei, Zap], "https://api.example.com.evil.com"),
    probe(PrefixOnly, &[Nuclei], "https://app.example.comevil.com"),
    probe(PrefixOnly, &[Nuclei], "https://api.example.comevil.com"),
    probe(SuffixOnly, &[CorScanner, Nuclei], "https://evilexample.com"),
    probe(SuffixOnly, &[Nuclei], "http://evilexample.com"),
    probe(SuffixOnly, &[Nuclei], "http://sexample.com"),
    probe(SuffixOnly, &[CorScanner], "https://xample.com"),
    probe(DotReplaced, &[CorScanner], "https://app.exampleacom"),
    probe(DotReplaced, &[CorScanner], "https://api.exampleacom"),
    probe(DotReplaced, &[Corsy], "https://appxexample.com"),
    probe(DotReplaced, &[Corsy], "https://apixexample.com"),
    probe(DotReplaced, &[Nuclei], "https://appaexampleacom"),
    probe(DotReplaced, &[Nuclei], "https://apiaexampleacom"),
    probe(DotReplaced, &[Nuclei], "http://appaexampleacom"),
    probe(LabelLocalhost, &[Nuclei], "https://localhost.evil.com"),
    probe(LabelLocalhost, &[Nuclei], "http://localhost.evil.com"),
    probe(CharacterBehind, &[CorScanner, Corsy, Nuclei], "https://app.example.com_.evil.com"),
    probe(CharacterBehind, &[CorScanner, Corsy, Nuclei], "https://api.example.com_.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com-.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com\".evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com{.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com}.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com+.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com^.evil.com"),
    probe(CharacterBehind, &[CorScanner, Corsy, Nuclei], "https://app.example.com%60.evil.com"),
    probe(CharacterBehind, &[CorScanner, Corsy, Nuclei], "https://api.example.com%60.evil.com"),
    probe(CharacterBehind, &[Zap], "https://app.example.com%60evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com!.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com~.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com`.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com;.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com|.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com&.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com'.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com(.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com).evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com*.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com,.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com$.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com=.evil.com"),
    probe(CharacterBehind, &[CorScanner], "https://app.example.com%0b.evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com.$.evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com.~.evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com.=.evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com.+.evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com.&.evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com.*.evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com.).evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com.(.evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com.'.evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com.!.evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com.;.evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com.,.evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com.-.evil.com"),
    probe(CharacterLabel, &[Nuclei], "https://app.example.com._.evil.com"),
];
