//! Writes the headers of decisions. No other code writes `Access-Control-*` headers.

use super::{
    headers::{HeaderValue, ResponseHeader, ResponseHeaders},
    prepared::{NO_STORE, PreparedPolicies, Values},
    vary::ReadHeaders,
};
use crate::decide::decision::{Access, Forward, Grant, OtherMethods, Preflight};

/// The headers of an actual response, made before the handler runs.
#[derive(Debug, Clone)]
pub struct Decoration<V> {
    granted: Option<Granted<V>>,
    vary: ReadHeaders,
    no_store: bool,
}

#[derive(Debug, Clone)]
struct Granted<V> {
    allow_origin: V,
    allow_credentials: Option<V>,
    expose_headers: Option<V>,
}

impl<V: HeaderValue> PreparedPolicies<V> {
    /// Writes the answer to a preflight into the headers of a new response. Returns whether its status is 204; otherwise it is 403.
    /// `sent` is the `Origin` of the request.
    pub fn write_preflight<H>(&self, preflight: &Preflight<'_>, sent: Option<&V>, headers: &mut H) -> bool
    where
        H: ResponseHeaders<Value = V>,
    {
        let written = match preflight {
            Preflight::Granted(grant) => self.write_grant(grant, sent, headers),
            Preflight::OtherMethods(others) => self.write_other_methods(others, sent, headers),
            Preflight::Denied => None,
        };
        if written.is_none() {
            headers.append(ResponseHeader::Vary, self.fixed.preflight.clone());
            headers.append(ResponseHeader::CacheControl, self.fixed.no_store.clone());
        }
        written.is_some()
    }

    fn write_grant<H>(&self, grant: &Grant<'_>, sent: Option<&V>, headers: &mut H) -> Option<()>
    where
        H: ResponseHeaders<Value = V>,
    {
        let allow_origin = self.allow_origin(grant.access, sent)?;
        let Values { allow_credentials, allow_methods, allow_headers, max_age, preflight_varies, .. } =
            self.values(grant.group)?;
        let vary = if *preflight_varies { &self.fixed.preflight } else { &self.fixed.public_preflight };
        headers.append(ResponseHeader::Vary, vary.clone());
        headers.append(ResponseHeader::AllowOrigin, allow_origin);
        if *allow_credentials {
            headers.append(ResponseHeader::AllowCredentials, self.fixed.yes.clone());
        }
        let methods = match grant.unlisted {
            None => allow_methods.clone(),
            Some(method) => V::from_text(method),
        };
        if let Some(methods) = methods {
            headers.append(ResponseHeader::AllowMethods, methods);
        }
        if let Some(names) = allow_headers {
            headers.append(ResponseHeader::AllowHeaders, names.clone());
        }
        // Without the header, browsers cache for five seconds (Fetch, "CORS-preflight fetch").
        let max_age = if grant.may_be_cached { max_age.as_ref() } else { Some(&self.fixed.zero) };
        if let Some(seconds) = max_age {
            headers.append(ResponseHeader::MaxAge, seconds.clone());
        }
        Some(())
    }

    fn write_other_methods<H>(&self, others: &OtherMethods<'_>, sent: Option<&V>, headers: &mut H) -> Option<()>
    where
        H: ResponseHeaders<Value = V>,
    {
        let allow_origin = self.allow_origin(others.access, sent)?;
        headers.append(ResponseHeader::Vary, self.fixed.preflight.clone());
        headers.append(ResponseHeader::AllowOrigin, allow_origin);
        if others.credentials {
            headers.append(ResponseHeader::AllowCredentials, self.fixed.yes.clone());
        }
        if let Some(methods) = V::from_text(&others.methods) {
            headers.append(ResponseHeader::AllowMethods, methods);
        }
        if let Some(names) = V::from_text(&others.headers.join(", ")).filter(|_| !others.headers.is_empty()) {
            headers.append(ResponseHeader::AllowHeaders, names);
        }
        headers.append(ResponseHeader::MaxAge, self.fixed.zero.clone());
        if others.is_transient {
            headers.append(ResponseHeader::CacheControl, self.fixed.no_store.clone());
        }
        Some(())
    }

    /// Makes the headers of an actual response. `sent` is the `Origin` of the request.
    #[inline]
    #[must_use]
    pub fn decoration(&self, forward: &Forward<'_>, sent: Option<&V>) -> Decoration<V> {
        let granted = self.allow_origin(forward.access, sent).zip(self.values(forward.group));
        let granted = granted.map(|(allow_origin, values)| Granted {
            allow_origin,
            allow_credentials: values.allow_credentials.then(|| self.fixed.yes.clone()),
            expose_headers: values.expose_headers.clone(),
        });
        Decoration { granted, vary: forward.read, no_store: forward.is_transient }
    }

    /// Makes the value of `Access-Control-Allow-Origin`, which no other code does: the value that was sent, without a copy, if its bytes
    /// are those of the allowed origin.
    #[inline]
    fn allow_origin(&self, access: Access<'_>, sent: Option<&V>) -> Option<V> {
        match access {
            Access::Any => Some(self.fixed.any.clone()),
            Access::Origin(allowed) => sent.filter(|sent| sent.as_bytes() == allowed.as_str().as_bytes()).cloned(),
            Access::Denied => None,
        }
    }
}

impl<V: HeaderValue> Decoration<V> {
    /// The headers of a refusal that depends on these request headers: those of a new response with 403, or of one that layers may
    /// have changed.
    pub fn of_refusal(read: ReadHeaders) -> Self {
        Decoration { granted: None, vary: read, no_store: true }
    }

    /// Writes the headers into a response. `Access-Control-*` headers of the handler are removed: two values of
    /// `Access-Control-Allow-Origin` are an error in every browser, and the handler's value may allow an origin that the policy does not.
    /// `Vary` is merged. If the denial is transient, no cache may store the response, whatever the handler says.
    #[inline]
    pub fn write<H: ResponseHeaders<Value = V>>(self, headers: &mut H) {
        if headers.names().any(is_access_control) {
            remove(headers, is_access_control);
        }
        if let Some(Granted { allow_origin, allow_credentials, expose_headers }) = self.granted {
            headers.append(ResponseHeader::AllowOrigin, allow_origin);
            if let Some(yes) = allow_credentials {
                headers.append(ResponseHeader::AllowCredentials, yes);
            }
            if let Some(names) = expose_headers {
                headers.append(ResponseHeader::ExposeHeaders, names);
            }
        }
        vary_by(self.vary, headers);
        if self.no_store {
            remove(headers, is_about_caching);
            headers.append(ResponseHeader::CacheControl, V::from_static(NO_STORE));
        }
    }
}

/// Adds to `Vary` what it lacks of these request headers. The names that the handler has written stay, because they stay true.
#[inline]
pub fn vary_by<H: ResponseHeaders>(read: ReadHeaders, headers: &mut H) {
    let missing = read.missing_in(|| headers.vary());
    if missing.is_empty() {
        return;
    }
    let has_lines = headers.vary().next().is_some();
    let value = if has_lines { joined(missing, headers) } else { None };
    headers.append(ResponseHeader::Vary, value.unwrap_or_else(|| H::Value::from_static(missing.as_str())));
}

/// Removes the lines of `Vary` and returns them in one line with these request headers: nginx before 1.23 reads only one of several lines.
/// `None`: they are not text, and stay.
#[cold]
fn joined<H: ResponseHeaders>(missing: ReadHeaders, headers: &mut H) -> Option<H::Value> {
    let mut lines = headers.vary().map(str::from_utf8).collect::<Result<Vec<_>, _>>().ok()?;
    lines.retain(|line| !line.is_empty());
    lines.push(missing.as_str());
    let value = H::Value::from_text(&lines.join(", "))?;
    headers.remove("vary");
    Some(value)
}

fn is_access_control(name: &str) -> bool {
    name.starts_with("access-control-")
}

/// Returns whether a header tells caches how long to store a response: `Cache-Control`, its targeted variants (RFC 9213), which take
/// precedence, and their predecessors.
fn is_about_caching(name: &str) -> bool {
    name.ends_with("cache-control") || matches!(name, "expires" | "surrogate-control" | "x-accel-expires")
}

#[cold]
fn remove<H: ResponseHeaders>(headers: &mut H, is_removed: fn(&str) -> bool) {
    let names: Vec<String> = headers.names().filter(|name| is_removed(name)).map(str::to_owned).collect();
    for name in names {
        headers.remove(&name);
    }
}
