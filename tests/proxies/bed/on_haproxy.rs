//! The rows of haproxy.

use super::{
    app::Release,
    row::{
        Program::{Down, Release as Deployed},
        Proxy::Haproxy,
        Row,
    },
};

const STAFF: &[&str] = &["--header", "authorization: Basic c3RhZmY6c3RhZmY="];

pub(super) const ROWS: &[Row] = &[
    // Right.
    Row::right(Haproxy, "forward"),
    Row::right(Haproxy, "auth").with(STAFF),
    Row::right(Haproxy, "cache"),
    Row::right(Haproxy, "gzip").own("filter compression\n"),
    Row::right(Haproxy, "http2").edited("forward", "# forward", "").tls(),
    // Wrong.
    Row::wrong(Haproxy, "doubled: wrong", &["doubled_header", "stranger_allowed"]).followed_by(&["foreign_header"]),
    Row::wrong(Haproxy, "replaced: wrong", &["stranger_allowed"]).followed_by(&["header_removed", "foreign_header"]),
    Row::wrong(Haproxy, "mirrored", &["stranger_allowed", "credentials_allowed"])
        .own(
            "http-request set-var(txn.origin) req.hdr(Origin)\n\
             http-response set-header Access-Control-Allow-Origin %[var(txn.origin)] if { var(txn.origin) -m found }\n\
             http-response set-header Access-Control-Allow-Credentials true if { var(txn.origin) -m found }\n",
        )
        .followed_by(&["foreign_header"]),
    Row::wrong(Haproxy, "answered: wrong", &["preflight_answered_by_hop"]).followed_by(&["more_allowed"]),
    Row::wrong(Haproxy, "auth: wrong", &["authentication_before_preflight"]),
    Row::wrong(Haproxy, "cache: wrong", &["cached_for_other_origin", "vary_removed"]),
    Row::wrong(Haproxy, "origin: wrong", &["origin_removed"]).followed_by(&["preflight_not_passed_on"]),
    Row::wrong(Haproxy, "another host", &["host_changed"])
        .own("http-request set-header Host app.internal\n")
        .followed_by(&["policy_differs"]),
    Row::wrong(Haproxy, "options refused", &["preflight_not_passed_on"])
        .own("http-request deny deny_status 405 if METH_OPTIONS\n"),
    Row::wrong(Haproxy, "without credentials", &["header_removed"])
        .own("http-response del-header Access-Control-Allow-Credentials\n"),
    Row::wrong(Haproxy, "without vary", &["vary_removed"]).own("http-response del-header Vary\n"),
    Row::wrong(Haproxy, "redirected", &["redirected"])
        .own("http-request redirect scheme https code 301 unless { ssl_fc }\n"),
    Row::wrong(Haproxy, "the program is down", &["proxy_error"]).edited("forward", "# forward", "").with_program(Down),
    Row::wrong(Haproxy, "an older release", &["policy_differs"])
        .edited("forward", "# forward", "")
        .with_program(Deployed(Release::Older)),
    Row::wrong(Haproxy, "http2 apart", &["protocols_differ"])
        .own(
            "http-request set-header X-Forwarded-Proto https\n\
             http-response del-header Access-Control-Allow-Origin if { fc_http_major 2 }\n",
        )
        .followed_by(&["header_removed"])
        .tls(),
    Row::wrong(Haproxy, "plain http", &["plain_http"])
        .own("bind 127.0.0.1:{second}\nhttp-request set-header X-Forwarded-Proto https if { ssl_fc }\n")
        .tls(),
];
