//! The documents that the page refers to.

use cors_core::{Reason, documentation_address};

/// The address of the document about a reason.
pub(super) fn of_reason(reason: Reason) -> String {
    documentation_address(match reason {
        Reason::NullOrigin => "guide/troubleshooting.md#the-origin-is-null",
        Reason::NotALink => {
            "guide/troubleshooting.md#an-image-a-frame-or-a-download-on-another-page-gets-403-under-enforce"
        }
        Reason::OtherScheme => "guide/troubleshooting.md#the-servers-own-page-gets-403-under-enforce",
        Reason::CookieWithoutCredentials => {
            "guide/troubleshooting.md#a-listed-page-gets-403-and-the-event-says-cookie_without_credentials"
        }
        Reason::HostNotListed => "guide/troubleshooting.md#every-request-gets-403-and-the-event-says-host_not_listed",
        Reason::NotForCredentials => {
            "guide/troubleshooting.md#nothing-can-be-read-and-the-event-says-not_for_credentials"
        }
        _ => "guide/events.md",
    })
}
