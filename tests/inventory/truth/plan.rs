//! Applications as data: as varied as real ones, and made by chance.

use std::collections::BTreeSet;

use cors_core::{Acknowledgement, Enforcement, MaxAgeSpec, Policy, PolicySpec, Rule};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{select, subsequence},
};

pub(crate) const APP: &str = "https://app.example.com";
pub(crate) const PARTNER: &str = "https://a.partner.example";
pub(crate) const DEV: &str = "http://localhost:5173";
pub(crate) const EVIL: &str = "https://evil.test";

/// The methods that handlers are mounted for, and one that none is.
pub(crate) const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"];

/// An application.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) policies: Vec<Written>,
    pub(crate) items: Vec<Item>,
    pub(crate) fallback: bool,
    /// axum: a handler in place of the router's 405.
    pub(crate) method_not_allowed: bool,
}

/// What is added to an application, in turn.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// Handlers of one path.
    Path(PathPlan),
    /// axum: `nest`. actix-web: `scope`.
    Group { prefix: &'static str, guard: Option<Guard>, items: Vec<Item>, fallback: bool },
    /// axum: `merge`. actix-web: `configure`.
    Part(Vec<Item>),
    /// One service for everything under a prefix, with a policy or without.
    Whole { prefix: &'static str, policy: Option<usize> },
    /// A service whose routes are not known. axum: `merge_without_cors`, and with a prefix `nest_without_cors`. actix-web:
    /// `service_without_cors`.
    Unknown { prefix: &'static str, path: &'static str, methods: Vec<Option<&'static str>> },
    /// A handler that an attribute mounts on actix-web, by its number. On axum, it is mounted by hand.
    Attribute(usize),
}

#[derive(Debug, Clone)]
pub(crate) struct PathPlan {
    pub(crate) pattern: &'static str,
    pub(crate) guard: Option<Guard>,
    pub(crate) routes: Vec<RoutePlan>,
}

/// A handler, for one method or for any.
#[derive(Debug, Clone)]
pub(crate) struct RoutePlan {
    pub(crate) method: Option<&'static str>,
    pub(crate) policy: Carried,
}

/// The policy of a handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carried {
    None,
    /// One of the plan's.
    Made(usize),
    /// One that is written with the attribute: named policies, overrides and sources.
    Annotated(usize),
}

/// Guards of actix-web. axum has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guard {
    Host,
    Header,
    Get,
}

/// The host for which [`Guard::Host`] lets requests pass.
pub(crate) const GUARDED_HOST: &str = "guarded.example.com";
/// The header for which [`Guard::Header`] lets requests pass.
pub(crate) const GUARD_HEADER: &str = "x-guard";

/// The number of handlers that attributes mount, and of policies that are written with the attribute.
pub(crate) const ATTRIBUTES: usize = 5;
pub(crate) const ANNOTATED: usize = 5;

/// A policy.
#[derive(Debug, Clone, Default)]
pub(crate) struct Written {
    /// Empty: `same_origin`.
    origins: Vec<&'static str>,
    dev_origins: bool,
    credentials: bool,
    allow_headers: Vec<&'static str>,
    expose_headers: Vec<&'static str>,
    max_age: Option<u64>,
    pub(crate) methods: Option<Vec<&'static str>>,
    enforce: bool,
}

impl Written {
    pub(crate) fn policy(&self, name: &str) -> Option<&'static Policy> {
        let owned = |names: &[&str]| (!names.is_empty()).then(|| names.iter().map(ToString::to_string).collect());
        let mut spec = PolicySpec {
            origins: owned(&self.origins),
            same_origin: self.origins.is_empty(),
            dev_origins: self.dev_origins.then(|| vec![DEV.to_owned()]),
            credentials: self.credentials,
            allow_headers: owned(&self.allow_headers),
            expose_headers: owned(&self.expose_headers),
            max_age: self.max_age.map(MaxAgeSpec::Seconds),
            methods: self.methods.as_deref().and_then(owned),
            enforce: self.enforce.then_some(Enforcement::Refuse),
            ..PolicySpec::default()
        };
        if let Err(issues) = spec.validate() {
            let rules: BTreeSet<Rule> = issues.into_iter().map(|issue| issue.kind.rule()).collect();
            let accepted = |rule: Rule| Acknowledgement { rule: rule.name().to_owned(), reason: "a test".to_owned() };
            spec.acknowledgements = rules.into_iter().filter(|rule| rule.is_acknowledgeable()).map(accepted).collect();
        }
        spec.validate().ok().map(|valid| valid.leak(name))
    }
}

fn written() -> impl Strategy<Value = Written> {
    let origins = prop_oneof![
        1 => Just(vec![]),
        2 => Just(vec!["*"]),
        7 => subsequence(vec![APP, "https://*.partner.example", "https://admin.example.com"], 1..=3),
    ];
    let allow_headers = subsequence(vec!["*", "authorization", "content-type", "x-a"], 0..=3);
    let expose_headers = subsequence(vec!["x-handler", "x-total-count"], 0..=2);
    let narrowed = option::weighted(0.4, subsequence(METHODS[..6].to_vec(), 1..=3));
    let flags = (prop::bool::weighted(0.2), any::<bool>(), prop::bool::weighted(0.3));
    (origins, flags, allow_headers, expose_headers, option::of(select(&[0, 60, 600][..])), narrowed).prop_filter_map(
        "the rules",
        |(origins, (dev_origins, credentials, enforce), allow_headers, expose_headers, max_age, methods)| {
            let is_closed = origins.is_empty();
            let written =
                Written { origins, dev_origins, credentials, allow_headers, expose_headers, max_age, methods, enforce };
            let closed = Written { enforce, ..Written::default() };
            let written = if is_closed { closed } else { written };
            written.policy("").is_some().then_some(written)
        },
    )
}

const PATTERNS: [&str; 6] = ["/a", "/b", "/{id}", "/a/{id}", "/a/b", "/n/{id}"];
const PREFIXES: [&str; 4] = ["/v1", "/v2", "/t/{tenant}", "/a"];

fn carried(policies: usize) -> impl Strategy<Value = Carried> {
    prop_oneof![
        2 => Just(Carried::None),
        6 => (0..policies).prop_map(Carried::Made),
        3 => (0..ANNOTATED).prop_map(Carried::Annotated),
    ]
}

fn guard() -> impl Strategy<Value = Option<Guard>> {
    option::weighted(0.25, select(&[Guard::Host, Guard::Header, Guard::Get][..]))
}

fn path(policies: usize) -> impl Strategy<Value = PathPlan> {
    let method = prop_oneof![3 => select(&METHODS[..7]).prop_map(Some), 1 => Just(None)];
    let route = (method, carried(policies)).prop_map(|(method, policy)| RoutePlan { method, policy });
    (select(&PATTERNS[..]), guard(), vec(route, 1..5)).prop_map(|(pattern, guard, routes)| PathPlan {
        pattern,
        guard,
        routes,
    })
}

fn item(policies: usize) -> impl Strategy<Value = Item> {
    let plain_methods = vec(prop_oneof![3 => select(&METHODS[..6]).prop_map(Some), 1 => Just(None)], 1..3);
    let leaf = prop_oneof![
        8 => path(policies).prop_map(Item::Path),
        1 => (select(&["/w1", "/w2"][..]), option::of(0..policies))
            .prop_map(|(prefix, policy)| Item::Whole { prefix, policy }),
        2 => (select(&["", "", "/v1", "/n"][..]), select(&PATTERNS[..]), plain_methods)
            .prop_map(|(prefix, path, methods)| Item::Unknown { prefix, path, methods }),
        2 => (0..ATTRIBUTES).prop_map(Item::Attribute),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        let items = vec(inner, 1..5);
        prop_oneof![
            3 => (select(&PREFIXES[..]), guard(), items.clone(), prop::bool::weighted(0.3))
                .prop_map(|(prefix, guard, items, fallback)| Item::Group { prefix, guard, items, fallback }),
            1 => items.prop_map(Item::Part),
        ]
    })
}

pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    vec(written(), 2..5).prop_flat_map(|policies| {
        let items = vec(item(policies.len()), 1..6);
        (Just(policies), items, prop::bool::weighted(0.3), prop::bool::weighted(0.2)).prop_map(
            |(policies, items, fallback, method_not_allowed)| Plan { policies, items, fallback, method_not_allowed },
        )
    })
}

impl Plan {
    /// The policies, each with its number as its name.
    pub(crate) fn policies(&self) -> Vec<&'static Policy> {
        let policy = |(number, written): (usize, &Written)| written.policy(&format!("P{number}")).expect("a policy");
        self.policies.iter().enumerate().map(policy).collect()
    }

    /// A path for every pattern, and one below every prefix that has none.
    pub(crate) fn paths(&self) -> BTreeSet<String> {
        let mut paths = BTreeSet::from(["/unknown/path".to_owned()]);
        collect(&self.items, "", &mut paths);
        paths
    }

    /// The whole prefixes of groups.
    pub(crate) fn prefixes(&self) -> Vec<String> {
        fn add(items: &[Item], outer: &str, prefixes: &mut Vec<String>) {
            for item in items {
                match item {
                    Item::Group { prefix, items, .. } => {
                        let prefix = format!("{outer}{prefix}");
                        add(items, &prefix, prefixes);
                        prefixes.push(prefix);
                    }
                    Item::Whole { prefix, .. } => prefixes.push(format!("{outer}{prefix}")),
                    Item::Part(items) => add(items, outer, prefixes),
                    _ => {}
                }
            }
        }
        let mut prefixes = Vec::new();
        add(&self.items, "", &mut prefixes);
        prefixes
    }

    /// How often there is such a guard. Requests have to be tried with what it lets pass, and without.
    pub(crate) fn count(&self, guard: Guard) -> usize {
        fn count(items: &[Item], wanted: Guard) -> usize {
            let is = |guard: &Option<Guard>| usize::from(*guard == Some(wanted));
            let of = |item: &Item| match item {
                Item::Path(path) => is(&path.guard),
                Item::Group { guard, items, .. } => is(guard) + count(items, wanted),
                Item::Part(items) => count(items, wanted),
                Item::Attribute(number) => usize::from(*number == 4 && wanted == Guard::Header),
                Item::Whole { .. } | Item::Unknown { .. } => 0,
            };
            items.iter().map(of).sum()
        }
        count(&self.items, guard)
    }
}

/// The path of every handler that is mounted by an attribute.
pub(crate) const ATTRIBUTE_PATHS: [&str; ATTRIBUTES] = ["/a", "/a", "/b", "/{id}", "/b"];

fn collect(items: &[Item], prefix: &str, paths: &mut BTreeSet<String>) {
    let mut add = |path: &str| paths.insert(example(&format!("{prefix}{path}")));
    for item in items {
        match item {
            Item::Path(path) => drop(add(path.pattern)),
            Item::Whole { prefix, .. } => drop(add(&format!("{prefix}/file"))),
            Item::Unknown { prefix, path, .. } => drop(add(&format!("{prefix}{path}"))),
            Item::Attribute(number) => drop(add(ATTRIBUTE_PATHS[*number])),
            Item::Group { .. } | Item::Part(_) => {}
        }
    }
    for item in items {
        match item {
            Item::Group { prefix: inner, items, .. } => {
                let prefix = format!("{prefix}{inner}");
                paths.insert(example(&format!("{prefix}/unknown/path")));
                collect(items, &prefix, paths);
            }
            Item::Part(items) => collect(items, prefix, paths),
            _ => {}
        }
    }
}

/// A path with this pattern.
pub(crate) fn example(pattern: &str) -> String {
    let segment = |segment: &str| if segment.starts_with('{') { "x1".to_owned() } else { segment.to_owned() };
    pattern.split('/').map(segment).collect::<Vec<_>>().join("/")
}
