//! The time for which browsers may cache a preflight.

use std::fmt;

/// A preflight cache time in whole seconds: 0 ("do not cache") to 86,400 (a day).
///
/// Fetch, [`Access-Control-Max-Age`](https://fetch.spec.whatwg.org/#http-access-control-max-age). Without the header, browsers
/// cache for 5 seconds. Chromium caches for at most 2 hours, WebKit for 10 minutes, Firefox for a day.
///
/// ```
/// use cors_core::{MaxAge, MaxAgeError};
///
/// assert_eq!(MaxAge::parse("2h").unwrap().seconds(), 7200);
/// assert_eq!(MaxAge::from_seconds(86_401), Err(MaxAgeError::OutOfRange));
/// assert_eq!(MaxAge::parse("2 hours"), Err(MaxAgeError::Malformed));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MaxAge(u32);

/// The reason why a value is not a [`MaxAge`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MaxAgeError {
    /// Below 0 or above 24 hours.
    OutOfRange,
    /// Not a number with one of the units `h`, `m`, `s`.
    Malformed,
}

impl MaxAge {
    /// The longest time that a browser honours.
    pub const MAX: MaxAge = MaxAge(86_400);

    /// A number of seconds, up to 24 hours.
    pub fn from_seconds(seconds: u64) -> Result<Self, MaxAgeError> {
        match u32::try_from(seconds) {
            Ok(seconds) if seconds <= Self::MAX.0 => Ok(MaxAge(seconds)),
            _ => Err(MaxAgeError::OutOfRange),
        }
    }

    /// Reads a number and a unit: `"2h"`, `"10m"`, `"30s"`.
    pub fn parse(text: &str) -> Result<Self, MaxAgeError> {
        let unit = match text.as_bytes().last() {
            Some(b'h') => 3600,
            Some(b'm') => 60,
            Some(b's') => 1,
            _ => return Err(MaxAgeError::Malformed),
        };
        let number = text.get(..text.len() - 1).unwrap_or_default();
        let digits = number.strip_prefix('-').unwrap_or(number);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(MaxAgeError::Malformed);
        }
        let seconds = number.parse::<u64>().ok().and_then(|number| number.checked_mul(unit));
        seconds.map_or(Err(MaxAgeError::OutOfRange), Self::from_seconds)
    }

    /// The time in seconds.
    pub const fn seconds(self) -> u32 {
        self.0
    }
}

impl fmt::Display for MaxAge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
