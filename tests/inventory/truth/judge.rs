//! What an application answers, compared with what its inventory says.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use cors_core::{Inventory, InventoryOrigins, InventoryPolicy, InventoryRow, NotCached, RowKind};
use cors_tests::driver::Driver;
use http::{Request, Response};

use super::{
    Framework,
    plan::{APP, DEV, EVIL, GUARD_HEADER, GUARDED_HOST, Guard, METHODS, PARTNER, Plan},
    reader::{Claims, Reader, Reading, allows, is_cached, name_of},
    words::{FALLBACK, HANDLER, PLAIN},
};

const ORIGINS: [&str; 4] = [APP, PARTNER, DEV, EVIL];
const HOST: &str = "api.example.com";

/// Judges an inventory by the answers of its application.
pub(crate) async fn judge(
    app: &impl Driver,
    plan: &Plan,
    framework: Framework,
    inventory: &Inventory,
) -> Result<(), String> {
    let rows = inventory.rows();
    let prefixes = plan.prefixes();
    let reader = Reader { rows, framework, prefixes: &prefixes };
    let judge = Judge { app, reader, reached: RefCell::default() };
    let hosts = if plan.count(Guard::Host) > 0 { vec![HOST, GUARDED_HOST] } else { vec![HOST] };
    let guards = if plan.count(Guard::Header) > 0 { vec![false, true] } else { vec![false] };
    let judged = async {
        for path in plan.paths() {
            let said = METHODS.into_iter().map(|method| (method, judge.reader.claims(&path, method))).collect();
            for (host, guard) in hosts.iter().flat_map(|host| guards.iter().map(move |guard| (*host, *guard))) {
                for method in METHODS {
                    let asked = Asked { path: &path, host, guard, method, said: &said };
                    judge
                        .method(&asked)
                        .await
                        .map_err(|why| format!("{method} {path} at {host}, guard {guard}: {why}"))?;
                }
            }
        }
        let reached = judge.reached.borrow();
        // Whether any request comes to a service whose routes are not known is not known either, nor whether one passes it, or passes
        // guards of which only requests know what they let pass.
        let are_known = plan.count(Guard::Get) == 0 && plan.count(Guard::Host) <= 1 && plan.count(Guard::Header) <= 1;
        let may_be_false =
            |row: &InventoryRow| row.kind == RowKind::Unlisted || !row.behind.is_empty() || row.guarded && !are_known;
        for (number, row) in rows.iter().enumerate().filter(|(_, row)| !may_be_false(row)) {
            ensure(reached.contains(&number), || format!("row {number} is never true: {row:?}"))?;
        }
        Ok(())
    };
    judged.await.map_err(|why: String| format!("{why}\n{inventory}"))
}

struct Judge<'i, D> {
    app: &'i D,
    reader: Reader<'i>,
    /// The rows that have been true.
    reached: RefCell<BTreeSet<usize>>,
}

#[derive(Clone, Copy)]
struct Asked<'a> {
    path: &'a str,
    host: &'a str,
    guard: bool,
    method: &'a str,
    /// The rows that speak for the methods of the path.
    said: &'a Said<'a>,
}

type Said<'a> = BTreeMap<&'a str, Claims<'a>>;

impl<'a> Asked<'a> {
    fn claims(&self, method: &str) -> &'a Claims<'a> {
        self.said.get(method).expect("one of the methods")
    }
}

impl<D: Driver> Judge<'_, D> {
    async fn method(&self, asked: &Asked<'_>) -> Result<(), String> {
        let claims = asked.claims(asked.method);
        let answer = self.send(asked, asked.method, &[]).await;
        self.without_origin(claims, asked, &answer).map_err(|why| format!("without `Origin`: {why}\n{answer:?}"))?;
        for origin in ORIGINS {
            let answer = self.send(asked, asked.method, &[("origin", origin)]).await;
            self.actual(claims, asked, origin, &answer).map_err(|why| format!("from {origin}: {why}\n{answer:?}"))?;
            self.preflight(claims, asked, origin).await?;
        }
        Ok(())
    }

    async fn send(&self, asked: &Asked<'_>, method: &str, headers: &[(&str, &str)]) -> Response<Vec<u8>> {
        let mut request = Request::builder().method(method).uri(asked.path).header("host", asked.host);
        if asked.guard {
            request = request.header(GUARD_HEADER, "1");
        }
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        self.app.send(request.body("").expect("a request")).await
    }

    /// The row of the handler that ran. `None`: it has no policy, or none ran.
    fn row_of<'c>(&self, claims: &Claims<'c>, answer: &Response<Vec<u8>>) -> Result<Option<&'c InventoryRow>, String> {
        let Some(name) = line(answer, HANDLER) else {
            let is_claimed = claims.certain && claims.rows.iter().any(|(_, row)| row.policy.is_some());
            ensure(!is_claimed, || format!("no handler has run, and {:?} says that one serves it", claims.rows))?;
            // A 405 is without CORS as well.
            let plain = claims.rows.iter().filter(|(_, row)| row.policy.is_none());
            self.reached.borrow_mut().extend(plain.map(|(number, _)| *number));
            return Ok(None);
        };
        if [PLAIN, FALLBACK].contains(&name) {
            let rows = claims.rows.iter().filter(|(_, row)| row.policy.is_none());
            let said: Vec<usize> = rows.map(|(number, _)| *number).collect();
            let behind_route = claims.rows.iter().any(|(_, row)| !row.behind.is_empty());
            // A handler in place of the router's 405 has no row.
            let is_405 = name == FALLBACK && claims.rows.is_empty();
            ensure(!said.is_empty() || !claims.elsewhere.is_empty() || behind_route || is_405, || {
                format!("a handler without a policy has run, and no row says so: {claims:?}")
            })?;
            self.reached.borrow_mut().extend(said.into_iter().chain(claims.elsewhere.iter().copied()));
            return Ok(None);
        }
        let is_it = |row: &InventoryRow| name_of(row).is_some_and(|of_row| of_row == name);
        let mut named: Vec<_> = claims.rows.iter().filter(|(_, row)| is_it(row)).collect();
        // Where several patterns may be the path's, the first is the most literal.
        if let Some((_, first)) = named.first().copied() {
            named.retain(|(_, row)| row.pattern == first.pattern);
        }
        match &named[..] {
            [(number, row)] => {
                self.reached.borrow_mut().insert(*number);
                Ok(Some(row))
            }
            // Guards separate two that are alike.
            [(_, row), ..] if named.iter().all(|(_, other)| other.guarded || !other.behind.is_empty()) => {
                self.reached.borrow_mut().extend(named.iter().map(|(number, _)| *number));
                Ok(Some(row))
            }
            _ => Err(format!("{name} has run, and of {:?} say so: {named:?}", claims.rows)),
        }
    }

    fn without_origin(&self, claims: &Claims<'_>, asked: &Asked<'_>, answer: &Response<Vec<u8>>) -> Result<(), String> {
        let row = self.row_of(claims, answer)?;
        let is_public = row.is_some_and(|row| allows(row, asked.method, EVIL));
        let of_other = row.is_none() && line(answer, HANDLER).is_none();
        let expected: &[&str] = if is_public { &["*"] } else { &[] };
        ensure(of_other || lines(answer, "access-control-allow-origin") == expected, || "the origins differ".to_owned())
    }

    fn actual(
        &self,
        claims: &Claims<'_>,
        asked: &Asked<'_>,
        origin: &str,
        answer: &Response<Vec<u8>>,
    ) -> Result<(), String> {
        if answer.status() == 403 {
            ensure(is_bare(answer), || "refused, with a grant".to_owned())?;
            let refuses = |row: &InventoryRow| {
                row.policy.as_ref().is_some_and(|policy| policy.enforce) && !allows(row, asked.method, origin)
            };
            return ensure(claims.rows.iter().chain(&claims.by_get).any(|(_, row)| refuses(row)), || {
                "refused, and no row says so".to_owned()
            });
        }
        let Some(row) = self.row_of(claims, answer)? else {
            let is_plain = line(answer, HANDLER).is_some();
            // The router's 405 can be read by origins that may use another method.
            let may_use_another = METHODS
                .into_iter()
                .any(|method| asked.claims(method).rows.iter().any(|(_, row)| allows(row, method, origin)));
            return ensure(is_bare(answer) || !is_plain && may_use_another, || "a grant of no row".to_owned());
        };
        let policy = row.policy.as_ref().expect("found by its policy");
        let is_allowed = allows(row, asked.method, origin);
        ensure(!policy.enforce || is_allowed, || format!("it is not refused, and should be: {row:?}"))?;
        self.grant(policy, is_allowed, origin, answer)?;
        let exposed = if is_allowed { policy.expose_headers.join(", ") } else { String::new() };
        ensure(lines(answer, "access-control-expose-headers").join(", ") == exposed, || {
            format!("the exposed headers are not {exposed}")
        })
    }

    fn grant(
        &self,
        policy: &InventoryPolicy,
        is_allowed: bool,
        origin: &str,
        answer: &Response<Vec<u8>>,
    ) -> Result<(), String> {
        let named = if policy.origins == InventoryOrigins::Any { "*" } else { origin };
        let expected: &[&str] = if is_allowed { &[named] } else { &[] };
        ensure(lines(answer, "access-control-allow-origin") == expected, || format!("it does not allow {expected:?}"))?;
        let expected: &[&str] = if is_allowed && policy.credentials { &["true"] } else { &[] };
        ensure(lines(answer, "access-control-allow-credentials") == expected, || "the credentials differ".to_owned())?;
        let varies = lines(answer, "vary").iter().any(|line| line.to_ascii_lowercase().contains("origin"));
        ensure(varies || policy.origins == InventoryOrigins::Any || !is_allowed, || "no `Vary: Origin`".to_owned())
    }

    async fn preflight(&self, claims: &Claims<'_>, asked: &Asked<'_>, origin: &str) -> Result<(), String> {
        let headers = [("origin", origin), ("access-control-request-method", asked.method)];
        let answer = self.send(asked, "OPTIONS", &headers).await;
        let judged = self.preflight_answer(claims, asked, origin, &answer);
        judged.map_err(|why| format!("preflight from {origin}: {why}\n{answer:?}"))
    }

    fn preflight_answer(
        &self,
        claims: &Claims<'_>,
        asked: &Asked<'_>,
        origin: &str,
        answer: &Response<Vec<u8>>,
    ) -> Result<(), String> {
        let listed: Vec<String> = elements(answer, "access-control-allow-methods");
        for method in &listed {
            let rows = &asked.claims(method).rows;
            let granted = rows.iter().any(|(_, row)| allows(row, method, origin));
            ensure(granted, || format!("it lists {method}, which no row grants"))?;
        }
        // Headers are those of the listed methods.
        let grants_header = |name: &String| {
            let rows = listed.iter().flat_map(|method| &asked.claims(method).rows);
            let policies = rows.filter_map(|(_, row)| row.policy.as_ref());
            policies.flat_map(|policy| &policy.allow_headers).any(|granted| granted == name)
        };
        let for_once = lines(answer, "access-control-max-age") == ["0"]
            && elements(answer, "access-control-allow-headers").iter().all(grants_header);
        let lists = |method: &str| listed.iter().any(|listed| listed == method);
        // Where no handler serves `HEAD`, it is granted with `GET` and not listed.
        let is_with_get = !claims.by_get.is_empty() && lists("GET") && !for_once;
        if lists(asked.method) || is_with_get {
            let granting = |row: &&InventoryRow| {
                allows(row, asked.method, origin) && self.granted(row, asked, origin, claims.certain, answer).is_ok()
            };
            let rows: Vec<&InventoryRow> = claims.rows.iter().chain(&claims.by_get).map(|(_, row)| *row).collect();
            let why = rows.iter().map(|row| self.granted(row, asked, origin, claims.certain, answer));
            return ensure(rows.iter().any(granting), || {
                format!("it is granted, and not as a row says: {rows:?}\n{:?}", why.collect::<Vec<_>>())
            });
        }
        // A method that is not listed is denied; what is listed besides is for this once.
        ensure(is_bare(answer) || for_once, || "a denied preflight grants something".to_owned())?;
        let is_granted = |(_, row): &(usize, &InventoryRow)| allows(row, asked.method, origin);
        let should_be = claims.certain && claims.rows.iter().any(is_granted);
        ensure(!should_be, || format!("it is denied, and {:?} allows it", claims.rows))
    }

    fn granted(
        &self,
        row: &InventoryRow,
        asked: &Asked<'_>,
        origin: &str,
        certain: bool,
        answer: &Response<Vec<u8>>,
    ) -> Result<(), String> {
        let Some(policy) = &row.policy else { return Err("the row has no policy".to_owned()) };
        self.grant(policy, true, origin, answer)?;
        let mut expected = policy.allow_headers.clone();
        let mut listed = elements(answer, "access-control-allow-headers");
        expected.sort();
        listed.sort();
        ensure(listed == expected, || format!("it allows the headers {listed:?}"))?;
        let own = policy.max_age.map(|seconds| seconds.to_string());
        let own: Vec<&str> = own.as_deref().into_iter().collect();
        let sent = lines(answer, "access-control-max-age");
        let kept = [Reading::All, Reading::Named, Reading::ByGet]
            .map(|reading| is_cached(row, origin, reading, |method| asked.claims(method)));
        let is_right = kept.iter().any(|is_kept| if *is_kept { sent == own } else { sent == ["0"] });
        let may_be_zero = !certain || row.not_cached.contains(&NotCached::Guards);
        ensure(is_right || may_be_zero && sent == ["0"], || {
            format!("`Access-Control-Max-Age` is {sent:?}, of {own:?}, and the row says that it is kept: {kept:?}")
        })
    }
}

fn ensure(holds: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why()) }
}

fn lines<'r>(answer: &'r Response<Vec<u8>>, name: &str) -> Vec<&'r str> {
    answer.headers().get_all(name).iter().filter_map(|value| value.to_str().ok()).collect()
}

fn line<'r>(answer: &'r Response<Vec<u8>>, name: &str) -> Option<&'r str> {
    lines(answer, name).first().copied()
}

fn elements(answer: &Response<Vec<u8>>, name: &str) -> Vec<String> {
    let elements = lines(answer, name).into_iter().flat_map(|line| line.split(','));
    elements.map(|element| element.trim().to_owned()).filter(|element| !element.is_empty()).collect()
}

fn is_bare(answer: &Response<Vec<u8>>) -> bool {
    !answer.headers().keys().any(|name| name.as_str().starts_with("access-control-"))
}
