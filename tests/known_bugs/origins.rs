//! Origin matching: what looks like an origin that is allowed is another one.

use cors_tests::{
    driver::Driver,
    exchange::{APP, PARTNER, check, denied, from, frontend, frontend_readable, preflight, readable, unreadable},
    on_every_framework,
};

use crate::app::App;

on_every_framework! {
    crate::app:
    v23_cve_2017_11173_what_goes_on_behind_the_end
    v24_cve_2026_37737_a_pattern_is_no_regular_expression
    v25_cve_2019_25211_what_begins_like_an_origin
    v26_cve_2022_1996_a_dot_is_a_dot
    v27_cve_2024_27302_what_ends_like_an_origin
    v28_ghsa_vhxv_fg4m_p2w8_the_matcher_is_as_good_as_the_obvious_one
    v29_starlette_800_the_whole_origin_is_compared
    v30_express_readme_an_end_is_no_domain
    v31_express_regexp_g_the_same_question_has_the_same_answer
    v32_ktor_5936_a_slash_at_the_end
    v33_cve_2026_55438_other_hosts_dressed_up_as_subdomains
    v34_django_cors_headers_3_0_0_the_scheme_is_part_of_the_origin
}

/// These origins are denied by preflights and responses; the origins that they resemble are allowed.
async fn denied_origins(app: &App<impl Driver>, origins: &[&str]) {
    for origin in origins {
        let rows = [(preflight("POST /users", origin), denied()), (from("GET /users", origin), unreadable(200))];
        check(app, &rows).await;
    }
    allowed_origins(app, &[APP, PARTNER]).await;
}

async fn allowed_origins(app: &App<impl Driver>, origins: &[&str]) {
    for origin in origins {
        let rows = [
            (preflight("POST /users", origin), frontend(origin, "GET, [HEAD], POST")),
            (from("GET /users", origin), frontend_readable(200, origin)),
        ];
        check(app, &rows).await;
    }
}

/// rack-cors: patterns had no end, so that `example.com.example.net` passed for `example.com`.
/// Asked: the origins of the policy with something behind them.
async fn v23_cve_2017_11173_what_goes_on_behind_the_end(app: &App<impl Driver>) {
    denied_origins(
        app,
        &[
            "https://app.example.com.evil.test",
            "https://app.example.com.app.example.com",
            "https://shop.partner.example.evil.test",
            "https://app.example.com.",
            "https://app.example.com:443",
            "https://app.example.com-evil.test",
        ],
    )
    .await;
}

/// flask-cors, sanic-cors: `https://*.example.com` was taken for a regular expression without an end. It denied the page that it
/// means and allowed three that it does not. Asked: all four.
async fn v24_cve_2026_37737_a_pattern_is_no_regular_expression(app: &App<impl Driver>) {
    allowed_origins(
        app,
        &["https://app.partner.example", "https://a.b.partner.example", "https://a-b.partner.example"],
    )
    .await;
    denied_origins(
        app,
        &[
            "https://a.partner.example.evil.test",
            "https://xpartner.example",
            "https://axpartnerxexample.evil.test",
            "https:///partner.example",
            "https://.partner.example",
            "https://*.partner.example",
        ],
    )
    .await;
}

/// gin-contrib/cors: with a wildcard at the end, one character too few was compared.
/// Asked: longer words with the same beginning, also where a port is any.
async fn v25_cve_2019_25211_what_begins_like_an_origin(app: &App<impl Driver>) {
    denied_origins(app, &["https://app.example.community", "https://app.example.co", "https://app.example.com0"]).await;
    for origin in
        ["http://localhost.evil.test", "http://localhost:30000", "http://localhost:300", "http://sub.foo.com0:1"]
    {
        check(app, &[(from("GET /similar", origin), unreadable(200))]).await;
    }
}

/// go-restful: a list of domains was used as regular expressions, where `.` is any character.
/// Asked: another character in place of each dot.
async fn v26_cve_2022_1996_a_dot_is_a_dot(app: &App<impl Driver>) {
    denied_origins(
        app,
        &[
            "https://appxexample.com",
            "https://app.examplexcom",
            "https://app-example.com",
            "https://shopxpartner.example",
            "https://shop.partnerxexample",
        ],
    )
    .await;
}

/// go-zero: the end of the text was compared, so that `evil-victim.com` passed for `victim.com`.
/// Asked: what ends like the origins of the policy, without a dot in between.
async fn v27_cve_2024_27302_what_ends_like_an_origin(app: &App<impl Driver>) {
    denied_origins(
        app,
        &[
            "https://evil-partner.example",
            "https://evilpartner.example",
            "https://evil-app.example.com",
            "https://evil.app.example.com",
            "https://example.com",
            // The domain itself is no sub-domain.
            "https://partner.example",
        ],
    )
    .await;
}

/// Whether the policy of `/similar` lets a page in, as one would write it down without thinking of speed.
fn is_similar(scheme: &str, host: &str, port: &str) -> bool {
    let below = |domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.') && rest.len() > 1);
    let well_formed = host.split('.').all(|label| !label.is_empty());
    well_formed
        && match (scheme, port) {
            ("https", "") => {
                ["foo.com", "bar.com", "a.foo.com"].contains(&host) || below("baz.com") || below("b.bar.com")
            }
            ("https", ":8443") => host == "foobar.com",
            ("http", ":3000") => host == "localhost" || host == "sub.foo.com",
            ("http", _) => host == "sub.foo.com",
            _ => false,
        }
}

/// jub0bs/cors: a mistake in a tree of origins let in `barfoo.com` where `foo.com` and `bar.com` were listed.
/// Asked: every combination of the parts of the listed names, compared with the obvious implementation.
async fn v28_ghsa_vhxv_fg4m_p2w8_the_matcher_is_as_good_as_the_obvious_one(app: &App<impl Driver>) {
    let parts = &["", "foo.com", "bar.com", "baz.com", "a.", "b.", "sub.", ".", "localhost"];
    let hosts = parts.iter().flat_map(move |one| {
        parts.iter().flat_map(move |two| parts.iter().map(move |three| format!("{one}{two}{three}")))
    });
    let mut allowed = 0;
    for host in hosts.chain(["foobar.com".to_owned(), "barfoo.com".to_owned()]) {
        for scheme in ["https", "http"] {
            for port in ["", ":3000", ":8443"] {
                let origin = format!("{scheme}://{host}{port}");
                let expected = if is_similar(scheme, &host, port) {
                    allowed += 1;
                    readable(200, &origin)
                } else {
                    unreadable(200)
                };
                check(app, &[(from("GET /similar", &origin), expected)]).await;
            }
        }
    }
    assert!(allowed > 20, "only {allowed} are allowed");
}

/// starlette: `match` compares the beginning of a text, `fullmatch` all of it.
/// Asked: something in front of and behind an origin, whatever URLs make of it.
async fn v29_starlette_800_the_whole_origin_is_compared(app: &App<impl Driver>) {
    denied_origins(
        app,
        &[
            "xhttps://app.example.com",
            "view-source:https://app.example.com",
            "https://app.example.com@evil.test",
            "https://app.example.com:8443",
            "https://app.example.com?",
            "https://app.example.com#",
            "https://app.example.com\t",
            "https://app.example.com https://evil.test",
            "https://evil.test,https://app.example.com",
        ],
    )
    .await;
}

/// Express: the README's own `/example\.com$/` lets in `evilexample.com`. Here the attribute takes no regular expression.
/// Asked: what such an expression would let in for the origins of the policy.
async fn v30_express_readme_an_end_is_no_domain(app: &App<impl Driver>) {
    denied_origins(app, &["https://evilapp.example.com", "https://evil.test/app.example.com", "ftp://app.example.com"])
        .await;
}

/// Express: a regular expression with the flag `g` remembers where it stopped, so that every other request was denied.
/// Asked: the same question many times, with others in between.
async fn v31_express_regexp_g_the_same_question_has_the_same_answer(app: &App<impl Driver>) {
    for _ in 0..10 {
        allowed_origins(app, &[APP, APP, PARTNER]).await;
        denied_origins(app, &["https://evil.test", "https://evil.test"]).await;
    }
}

/// Ktor, ASP.NET, Keycloak: an origin with a slash at its end was accepted, or listed and never matched.
/// Asked: no page with a slash is let in. To list one does not compile.
async fn v32_ktor_5936_a_slash_at_the_end(app: &App<impl Driver>) {
    denied_origins(app, &["https://app.example.com/", "https://shop.partner.example/", "https://app.example.com//"])
        .await;
}

/// coder: other hosts passed for sub-domains.
/// Asked: everything that a URL can have in front of `.partner.example`.
async fn v33_cve_2026_55438_other_hosts_dressed_up_as_subdomains(app: &App<impl Driver>) {
    denied_origins(
        app,
        &[
            "https://evil.test/.partner.example",
            "https://evil.test?.partner.example",
            "https://evil.test#.partner.example",
            "https://evil.test:443.partner.example",
            "https://evil.test\\.partner.example",
            "https://evil.test@shop.partner.example",
            "https://evil.test%2f.partner.example",
            "https://evil..partner.example",
            "https://[::1].partner.example",
        ],
    )
    .await;
}

/// django-cors-headers: entries without a scheme let `http:` pages of the same name in.
/// Asked: the origins of the policy with every other scheme. To list one without a scheme does not compile.
async fn v34_django_cors_headers_3_0_0_the_scheme_is_part_of_the_origin(app: &App<impl Driver>) {
    denied_origins(
        app,
        &[
            "http://app.example.com",
            "http://shop.partner.example",
            "wss://app.example.com",
            "chrome-extension://app.example.com",
            "//app.example.com",
            "app.example.com",
        ],
    )
    .await;
}
