//! What pages try in vain, and which row of the table says why.

/// Something that a page does.
pub(super) struct Call {
    pub(super) name: &'static str,
    /// The number of the row in the table of `docs/guide/troubleshooting.md`.
    pub(super) row: &'static str,
    /// The status that Firefox mentions.
    pub(super) status: &'static str,
    /// An expression that may fail. `api` is an origin; `gone` has no server, and the server at `hangingUp` closes connections.
    pub(super) script: &'static str,
    /// Whether a frame does it whose origin is `null`.
    pub(super) is_sandboxed: bool,
}

const fn call(row: &'static str, status: &'static str, name: &'static str, script: &'static str) -> Call {
    Call { name, row, status, script, is_sandboxed: false }
}

pub(super) const CALLS: &[Call] = &[
    call("1", "403", "preflight-not-listed", "fetch(api + '/others', { method: 'PUT' })"),
    call("1", "401", "preflight-behind-a-guard", "fetch(api + '/guarded/users', { method: 'PATCH' })"),
    call("1", "404", "preflight-of-an-unknown-path", "fetch(api + '/unknown', { method: 'PATCH' })"),
    call("1", "405", "preflight-of-an-unannotated-handler", "fetch(api + '/unannotated', { method: 'PATCH' })"),
    call("2", "200", "not-listed", "fetch(api + '/others')"),
    call("2", "401", "behind-a-guard", "fetch(api + '/guarded/users')"),
    call("2", "404", "unknown-path", "fetch(api + '/unknown')"),
    call("2", "200", "unannotated", "fetch(api + '/unannotated')"),
    Call { is_sandboxed: true, ..call("2", "200", "of-a-sandbox", "fetch(api + '/users')") },
    call("2", "200", "redirected", "fetch(api + '/wrong/away')"),
    call("3", "200", "another-origin", "fetch(api + '/wrong/another')"),
    call("4", "204", "method", "fetch(api + '/users', { method: 'DELETE' })"),
    call("4", "204", "method-in-lower-case", "fetch(api + '/users', { method: 'patch' })"),
    call("5", "204", "header", "fetch(api + '/users', { headers: { 'x-trace': '7' } })"),
    call("6", "200", "credentials", "fetch(api + '/users', { credentials: 'include' })"),
    call("7", "204", "preflight-credentials", "fetch(api + '/users', { method: 'PATCH', credentials: 'include' })"),
    call("8", "200", "wildcard", "fetch(api + '/health', { credentials: 'include' })"),
    call("9", "200", "two-values", "fetch(api + '/wrong/two-values')"),
    call("10", "200", "no-origin", "fetch(api + '/wrong/no-origin')"),
    call("11", "401", "preflight-unauthorized", "fetch(api + '/wrong/unauthorized', { method: 'PUT' })"),
    call("12", "308", "preflight-redirected", "fetch(api + '/wrong/moved', { method: 'PUT' })"),
    call("13", "(null)", "nobody-listens", "fetch(gone)"),
    call("13", "(null)", "hung-up", "fetch(hangingUp)"),
    call(
        "14",
        "",
        "websocket",
        "new Promise(done => { new WebSocket(api.replace('http', 'ws') + '/chat').onerror = done })",
    ),
    call(
        "15",
        "",
        "not-exposed",
        "new Promise(done => { const asked = new XMLHttpRequest(); asked.open('GET', api + '/users'); \
         asked.onload = () => { asked.getResponseHeader('x-total-count'); done() }; asked.send() })",
    ),
];
