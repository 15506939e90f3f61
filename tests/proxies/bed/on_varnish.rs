//! The rows of Varnish.

use super::{
    app::Release,
    row::{
        Program::{Down, Release as Deployed},
        Proxy::Varnish,
        Row,
    },
};

const STAFF: &[&str] = &["--header", "authorization: Basic c3RhZmY6c3RhZmY="];

pub(super) const ROWS: &[Row] = &[
    // Right.
    Row::right(Varnish, "forward").own(""),
    Row::right(Varnish, "auth").with(STAFF),
    Row::right(Varnish, "gzip").own("sub vcl_backend_response { set beresp.do_gzip = true; }\n"),
    // Wrong.
    Row::wrong(Varnish, "replaced: wrong", &["stranger_allowed"]).followed_by(&["header_removed", "foreign_header"]),
    Row::wrong(Varnish, "answered: wrong", &["preflight_answered_by_hop"]).followed_by(&["more_allowed"]),
    Row::wrong(Varnish, "auth: wrong", &["authentication_before_preflight"]),
    Row::wrong(Varnish, "cache: wrong", &["cached_for_other_origin", "vary_removed"]),
    Row::wrong(Varnish, "origin: wrong", &["origin_removed"]).followed_by(&["preflight_not_passed_on"]),
    Row::wrong(Varnish, "another host", &["host_changed"])
        .own("sub vcl_recv { set req.http.Host = \"app.internal\"; }\n")
        .followed_by(&["policy_differs"]),
    Row::wrong(Varnish, "options refused", &["preflight_not_passed_on"])
        .own("sub vcl_recv { if (req.method == \"OPTIONS\") { return (synth(405)); } }\n"),
    Row::wrong(Varnish, "without credentials", &["header_removed"])
        .own("sub vcl_deliver { unset resp.http.Access-Control-Allow-Credentials; }\n"),
    Row::wrong(Varnish, "vary removed on the way to browsers", &["vary_removed"])
        .own("sub vcl_deliver { unset resp.http.Vary; }\n"),
    Row::wrong(Varnish, "the program is down", &["proxy_error"]).own("").with_program(Down),
    Row::wrong(Varnish, "an older release", &["policy_differs"]).own("").with_program(Deployed(Release::Older)),
];
