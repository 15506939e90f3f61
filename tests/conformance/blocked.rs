//! Compares where a request was blocked, and why, with what the case says.

use cors_browser::{Blocked, Explanation, Failure, Stage};

use crate::{
    case::Case,
    exceptions::{Kind, is_exception},
};

/// Where, and why.
pub(crate) fn check(case: &Case, blocked: &Blocked, explanation: &Explanation) {
    let at = case.expect.blocked_at.as_deref().unwrap_or_default();
    // Behind a redirect, rows say at which hop.
    let (at, hop) = at.strip_suffix(')').and_then(|at| at.split_once(" (hop ")).unwrap_or((at, "1"));
    let (stage, why) = at.split_once(':').unwrap_or((at, ""));
    let expected_stage = match stage {
        "preflight" => Stage::Preflight,
        "response" => Stage::Response,
        "client" if why == "redirect-userinfo" => Stage::Redirect,
        "client" => Stage::BeforeSending,
        "" => return,
        _ => panic!("{}: {at}", case.id),
    };
    // "missing" and "mismatch" look the same to a page, and a server may do either. What a literal server says is known.
    let literal = case.policy.form != "typed";
    let is_expected = match &blocked.failure {
        // Of chains of redirects, rows say no more.
        Failure::AllowOriginMissing | Failure::AllowOriginMismatch(_) | Failure::AllowOriginNotNull(_)
            if case.policy.form == "hops" =>
        {
            why == "acao"
        }
        Failure::RedirectCredentials => why == "redirect-userinfo",
        Failure::AllowOriginMissing => why == "acao-missing" || !literal && why.starts_with("acao-m"),
        Failure::AllowOriginMismatch(_) => {
            ["acao-mismatch", "acao-multiple"].contains(&why) || !literal && why.starts_with("acao-m")
        }
        Failure::AllowOriginWildcard => why == "acao-wildcard-with-credentials" || literal && why == "acao-mismatch",
        Failure::AllowCredentials => ["acac-missing", "acac-not-true"].contains(&why),
        Failure::Status(_) => ["status", "redirect"].contains(&why),
        Failure::MethodNotAllowed(_) => ["method", "method-or-header"].contains(&why),
        Failure::HeaderNotAllowed(_) => ["header", "method-or-header"].contains(&why),
        Failure::MalformedAllowMethods | Failure::MalformedAllowHeaders => literal && why == "method-or-header",
        _ => false,
    };
    if !is_exception(case, Kind::OtherHop) {
        assert_eq!(explanation.hops().len().to_string(), hop, "{}: the hop\n{explanation}", case.id);
    }
    assert!(is_expected && blocked.stage == expected_stage, "{}: not at {at}\n{explanation}", case.id);
}
