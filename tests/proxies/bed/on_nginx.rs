//! The rows of nginx.

use super::{
    app::Release,
    row::{
        Program::{Down, Release as Deployed},
        Proxy::Nginx,
        Row,
    },
};

/// The user `staff` and the password `staff`.
const STAFF: &[&str] = &["--header", "authorization: Basic c3RhZmY6c3RhZmY="];

pub(super) const ROWS: &[Row] = &[
    // Right.
    Row::right(Nginx, "forward"),
    Row::right(Nginx, "auth").with(STAFF),
    // The program is not reached, and not accused.
    Row::right(Nginx, "auth, without a password").edited("auth", "# auth", ""),
    Row::right(Nginx, "cache"),
    Row::right(Nginx, "cache: enforce"),
    Row::right(Nginx, "errors"),
    Row::right(Nginx, "websocket"),
    Row::right(Nginx, "http2").own("location / { proxy_pass http://app; }\n").tls(),
    Row::right(Nginx, "http2, and plain HTTP redirected")
        .own("if ($scheme = http) { return 308 https://127.0.0.1:{first}$request_uri; }\n\
              listen 127.0.0.1:{second};\n\
              location / {\nproxy_pass http://app;\n}\n")
        .tls(),
    // Wrong.
    Row::wrong(Nginx, "doubled: wrong", &["doubled_header", "stranger_allowed"]).followed_by(&["foreign_header"]),
    Row::wrong(Nginx, "doubled: the origin mirrored", &["doubled_header", "stranger_allowed"])
        .edited("doubled: wrong", "\"*\"", "$http_origin").followed_by(&["foreign_header"]),
    Row::wrong(Nginx, "one authority, which is the proxy", &["stranger_allowed", "credentials_allowed"])
        .own(
            "location / {\n\
             proxy_pass http://app;\n\
             proxy_hide_header Access-Control-Allow-Origin;\nproxy_hide_header Access-Control-Allow-Credentials;\n\
             add_header Access-Control-Allow-Origin $http_origin always;\n\
             add_header Access-Control-Allow-Credentials true always;\n}\n",
        )
        .followed_by(&["foreign_header"]),
    Row::wrong(Nginx, "answered: wrong", &["preflight_answered_by_hop"]).followed_by(&["more_allowed"]),
    Row::wrong(Nginx, "auth: wrong", &["authentication_before_preflight"]),
    Row::wrong(Nginx, "auth: wrong, with a password", &["authentication_before_preflight"])
        .edited("auth: wrong", "# auth: wrong", "")
        .with(STAFF),
    Row::wrong(Nginx, "cache: wrong", &["cached_for_other_origin"]),
    Row::wrong(Nginx, "websocket: wrong", &["origin_removed"]).followed_by(&["host_changed", "preflight_not_passed_on"]),
    Row::wrong(Nginx, "the default host", &["host_changed"]).edited(
        "forward",
        "proxy_set_header Host $http_host;",
        "",
    ).followed_by(&["policy_differs"]),
    Row::wrong(Nginx, "the program is down", &["proxy_error"])
        .edited("forward", "# forward", "")
        .with_program(Down),
    Row::wrong(Nginx, "without vary", &["vary_removed"]).edited(
        "forward",
        "proxy_http_version",
        "proxy_hide_header Vary;\nproxy_http_version",
    ),
    Row::wrong(Nginx, "without an allowed origin", &["header_removed"]).edited(
        "forward",
        "proxy_http_version",
        "proxy_hide_header Access-Control-Allow-Origin;\nproxy_http_version",
    ),
    Row::wrong(Nginx, "without credentials", &["header_removed"]).edited(
        "forward",
        "proxy_http_version",
        "proxy_hide_header Access-Control-Allow-Credentials;\nproxy_http_version",
    ),
    Row::wrong(Nginx, "options refused", &["preflight_not_passed_on"]).edited(
        "forward",
        "proxy_http_version",
        "if ($request_method = OPTIONS) { return 405; }\nproxy_http_version",
    ),
    Row::wrong(Nginx, "methods listed", &["preflight_not_passed_on"]).edited(
        "forward",
        "proxy_http_version",
        "limit_except GET POST PUT PATCH DELETE { deny all; }\nproxy_http_version",
    ),
    Row::wrong(Nginx, "a method asked for is removed", &["preflight_not_passed_on"]).edited(
        "forward",
        "proxy_http_version",
        "proxy_set_header Access-Control-Request-Method \"\";\nproxy_http_version",
    ),
    Row::wrong(Nginx, "a slash added", &["redirected"]).edited(
        "forward",
        "proxy_http_version",
        "rewrite ^(/[^.]*[^/])$ $1/ permanent;\nproxy_http_version",
    ),
    Row::wrong(Nginx, "another host", &["redirected"]).own("return 301 https://www.example.com$request_uri;\n"),
    Row::wrong(Nginx, "headers exposed", &["more_exposed"])
        .edited(
            "forward",
            "proxy_http_version",
            "proxy_hide_header Access-Control-Expose-Headers;\n\
             add_header Access-Control-Expose-Headers \"X-Total-Count, X-Request-Id\" always;\nproxy_http_version",
        )
        .followed_by(&["foreign_header"]),
    Row::wrong(Nginx, "another max-age", &["max_age_differs"])
        .edited(
            "forward",
            "proxy_http_version",
            "proxy_hide_header Access-Control-Max-Age;\n\
             add_header Access-Control-Max-Age 600 always;\nproxy_http_version",
        )
        .followed_by(&["foreign_header"]),
    Row::wrong(Nginx, "a header of preflights everywhere", &["foreign_header"]).edited(
        "forward",
        "proxy_http_version",
        "if ($request_method = GET) { add_header Access-Control-Allow-Methods \"GET, POST\" always; proxy_pass http://app; }\n\
         proxy_http_version",
    ),
    Row::wrong(Nginx, "own pages for all", &["not_refused"]).edited(
        "forward",
        "proxy_http_version",
        "proxy_set_header Sec-Fetch-Site same-origin;\nproxy_http_version",
    ),
    Row::wrong(Nginx, "a debug build", &["dev_origins_deployed"])
        .edited("forward", "# forward", "")
        .with_program(Deployed(Release::Debug)),
    Row::wrong(Nginx, "an older release", &["policy_differs"])
        .edited("forward", "# forward", "")
        .with_program(Deployed(Release::Older)),
    Row::wrong(Nginx, "a looser release", &["more_allowed", "credentials_allowed"])
        .edited("forward", "# forward", "")
        .with_program(Deployed(Release::Looser)),
    Row::wrong(Nginx, "a path that is missing", &["route_missing"]).edited(
        "forward",
        "location / {",
        "location /catalog { return 404; }\nlocation / {",
    ),
    Row::wrong(Nginx, "http2 apart", &["protocols_differ"])
        .own(
            "location / {\n\
             proxy_pass http://app;\nproxy_set_header Host $http_host;\nproxy_set_header X-Forwarded-Proto $scheme;\n\
             proxy_set_header Origin $of_http2;\n}\n",
        )
        .beside("map $server_protocol $of_http2 { HTTP/2.0 \"\"; default $http_origin; }\n")
        .followed_by(&["origin_removed", "preflight_not_passed_on"])
        .tls(),
    Row::wrong(Nginx, "plain http", &["plain_http"])
        .own(
            "listen 127.0.0.1:{second};\n\
             location / {\n\
             proxy_pass http://app;\nproxy_set_header Host $http_host;\nproxy_set_header X-Forwarded-Proto $scheme;\n}\n",
        )
        .tls(),
];
