//! The documents that the page refers to.

use cors_core::Reason;

/// The address of the folder of the documents, with a slash at its end. Empty until they are published: the page then shows their paths
/// in the repository.
pub const DOCUMENTATION: &str = "";

/// The document about a rule.
pub(super) fn of_rule(rule: &str) -> String {
    format!("docs/rules.md#{rule}")
}

/// The document about a reason.
pub(super) fn of_reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NullOrigin => "docs/guide/troubleshooting.md#the-origin-is-null",
        Reason::NotALink => {
            "docs/guide/troubleshooting.md#an-image-a-frame-or-a-download-on-another-page-gets-403-under-enforce"
        }
        Reason::OtherScheme => "docs/guide/troubleshooting.md#the-servers-own-page-gets-403-under-enforce",
        Reason::CookieWithoutCredentials => {
            "docs/guide/troubleshooting.md#a-listed-page-gets-403-and-the-event-says-cookie_without_credentials"
        }
        Reason::HostNotListed => {
            "docs/guide/troubleshooting.md#every-request-gets-403-and-the-event-says-host_not_listed"
        }
        Reason::NotForCredentials => {
            "docs/guide/troubleshooting.md#nothing-can-be-read-and-the-event-says-not_for_credentials"
        }
        _ => "docs/guide/events.md",
    }
}
