//! The applications.
//!
//! Three things are left out, because others stand for them:
//!
//! - The page is always of the origin `A`. What a page of `B` sees is what a page of `A` sees where the two have changed places
//!   in all lists, and that is another application of the list.
//! - What a policy says that does not list `A` at all makes no difference to a page of `A`, unless it leaks; so of those there
//!   are only the one that allows everything and the one that allows nothing besides.
//! - Browsers remember by URL. So applications with two paths, which are there to find policies that are taken for those of the
//!   other path, have a smaller alphabet, and the two paths come in one order.

use crate::{
    properties::Framework,
    world::{Added, Answer, Carried, Origins, Place, World, Written},
};

/// The origin of the page.
pub(super) const A: &str = "https://a.test";
const B: &str = "https://b.test";

/// The method of a handler; `None`: all others.
type Method = Option<&'static str>;

const METHODS: [Method; 5] = [Some("GET"), Some("HEAD"), Some("POST"), Some("PUT"), None];

/// All of them.
pub(super) fn all(framework: Framework) -> Vec<World> {
    let policies = policies();
    let single = places(&policies, &pairs(), &[Added::Beside, Added::Merged, Added::Apart]);
    let single = single.into_iter().map(|place| vec![place]);
    let few = [open(vec![A]), open(vec![B])];
    let of_two = [(Some("GET"), Some("POST")), (Some("PUT"), None)];
    let double = places(&few, &of_two, &[Added::Beside, Added::Apart]);
    let double = double
        .iter()
        .enumerate()
        .flat_map(|(at, first)| double[at..].iter().map(move |second| vec![first.clone(), second.clone()]));
    single.chain(double).map(|places| world(framework, places)).collect()
}

/// Two different methods, of which HEAD may be that of GET, and all others may be any. That there are two methods which are not
/// always allowed matters once: PUT and DELETE.
fn pairs() -> Vec<(Method, Method)> {
    let pairs =
        METHODS.iter().enumerate().flat_map(|(at, &first)| METHODS[at..].iter().map(move |&second| (first, second)));
    pairs.chain([(Some("PUT"), Some("DELETE"))]).collect()
}

fn open(origins: Vec<&'static str>) -> Written {
    let allow_headers = vec!["content-type"];
    Written {
        origins: Origins::Listed(origins),
        credentials: true,
        allow_headers,
        max_age: Some(600),
        ..Written::default()
    }
}

fn policies() -> Vec<Written> {
    let mut policies = vec![open(vec![B]), Written { origins: Origins::Listed(vec![B]), ..Written::default() }];
    for origins in [vec![A], vec![A, B]] {
        for credentials in [false, true] {
            for allow_headers in [vec![], vec!["content-type"]] {
                for max_age in [None, Some(600)] {
                    let (origins, allow_headers) = (Origins::Listed(origins.clone()), allow_headers.clone());
                    policies.push(Written { origins, credentials, allow_headers, max_age, ..Written::default() });
                }
            }
        }
    }
    policies
}

/// A handler's policy, or none.
type Owner<'a> = Option<&'a Written>;

/// A path with its policies, from which a world is made.
#[derive(Clone)]
struct Path<'a> {
    handlers: Vec<(Method, Owner<'a>)>,
    added: Added,
}

/// Every path with one or two handlers for these methods. A pair of equal methods is one handler.
fn places<'a>(policies: &'a [Written], pairs: &[(Method, Method)], ways: &[Added]) -> Vec<Path<'a>> {
    let owners: Vec<Owner<'a>> = std::iter::once(None).chain(policies.iter().map(Some)).collect();
    let mut paths = Vec::new();
    for &(first, second) in pairs {
        for &of_first in &owners {
            let seconds = if first == second { &owners[..1] } else { &owners[..] };
            for &of_second in seconds {
                let mut handlers = vec![(first, of_first)];
                handlers.extend((first != second).then_some((second, of_second)));
                let is_plain = handlers.iter().any(|(_, owner)| owner.is_none());
                let ways = if is_plain { ways } else { &ways[..1] };
                paths.extend(ways.iter().map(|&added| Path { handlers: handlers.clone(), added }));
            }
        }
    }
    paths
}

fn world(framework: Framework, paths: Vec<Path<'_>>) -> World {
    let mut policies: Vec<Written> = Vec::new();
    // Equal policies are one and the same.
    let mut number = |owner: Owner<'_>| -> Carried {
        let owner = owner?;
        Some(policies.iter().position(|known| known == owner).unwrap_or_else(|| {
            policies.push(owner.clone());
            policies.len() - 1
        }))
    };
    let mut place = |path: &Path<'_>| {
        let answer = Answer { status: 200, vary: None, careless: false };
        let mut place =
            Place { on: Vec::new(), any: None, added: path.added, answer, is_foreign: false, hosts: Vec::new() };
        for &(method, owner) in &path.handlers {
            let carried = number(owner);
            match method {
                Some(method) => place.on.push((method, carried)),
                None => place.any = Some(carried),
            }
        }
        place
    };
    let places = paths.iter().map(&mut place).collect();
    World { policies, places, fallback: None, hosts: Vec::new(), framework }
}
