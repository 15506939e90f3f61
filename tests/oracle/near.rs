//! Origins that are nearly on a list.

/// An origin that an element of a list stands for.
pub(crate) fn member(listed: &str) -> String {
    listed.replace("//*.", "//a.").replace(":*", ":8443")
}

/// What matching has been known to take for `listed`, and what it really stands for. Each is an origin of its own.
pub(crate) fn near(listed: &str) -> Vec<String> {
    let member = member(listed);
    let (scheme, authority) = member.split_once("://").unwrap_or((&member, ""));
    let (host, port) =
        authority.rsplit_once(':').map_or((authority, String::new()), |(host, port)| (host, format!(":{port}")));
    let parent = host.split_once('.').map_or(host, |(_, parent)| parent);
    let at = |host: &str| format!("{scheme}://{host}{port}");
    let other_scheme = if scheme == "https" { "http" } else { "https" };
    let mut near = vec![
        // Suffixes and prefixes.
        at(&format!("evil{host}")),
        at(&format!("evil-{host}")),
        at(&format!("evil{parent}")),
        at(&format!("{host}.evil.test")),
        at(&format!("{host}evil")),
        format!("{member}.evil.test"),
        format!("{scheme}://evil.test?{host}"),
        format!("{scheme}://evil.test#.{host}"),
        format!("{scheme}://{host}@evil.test"),
        format!("{member}/"),
        // Labels.
        at(parent),
        at(&format!("b.{host}")),
        at(&format!("b.c.{parent}")),
        at(&format!("xn--mnchen-3ya.{parent}")),
        at(&format!("xn--{host}")),
        at(&format!("_dmarc.{parent}")),
        at(&format!(".{parent}")),
        at(&format!("a..{parent}")),
        at(&format!("{}.{parent}", "a".repeat(63))),
        at(&format!("{}.{parent}", "a".repeat(64))),
        at(&format!("*.{parent}")),
        at(&host.replacen('.', "x", 1)),
        at(&host.replace('.', "-")),
        // Case, and the dot at the end.
        at(&host.to_uppercase()),
        member.to_uppercase(),
        format!("{}://{authority}", scheme.to_uppercase()),
        at(&format!("{host}.")),
        // Schemes and ports.
        format!("{other_scheme}://{authority}"),
        format!("{scheme}s://{authority}"),
        host.to_owned(),
        format!("//{authority}"),
        format!("{scheme}://{host}"),
    ];
    near.extend(
        [":443", ":80", ":8080", ":8443", ":84430", ":08443", ":65536", ":"]
            .map(|port| format!("{scheme}://{host}{port}")),
    );
    near.push(member);
    near
}

/// Origins that are near no listed one.
pub(crate) const OTHERS: [&str; 7] =
    ["null", "NULL", "https://evil.test", "http://localhost:5173", "file://", "*", "https://*"];
