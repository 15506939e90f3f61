//! The usual methods, for `methods = […]`.

macro_rules! methods {
    ($( $(#[doc = $doc:literal])+ $method:ident; )+) => {$(
        $(#[doc = $doc])+
        pub const $method: &str = stringify!($method);
    )+};
}

methods! {
    /// Reads a resource. Preflights are not needed for it, unless the request has headers beyond the safelist.
    GET;
    /// Reads the headers of a resource. Preflights are not needed for it, unless the request has headers beyond the safelist.
    HEAD;
    /// Sends something. Preflights are not needed for it if a form could send the same.
    POST;
    /// Replaces a resource. Needs a preflight.
    PUT;
    /// Changes a resource. Needs a preflight, and is the only usual method that `fetch` does not write in upper case for its caller.
    PATCH;
    /// Deletes a resource. Needs a preflight.
    DELETE;
    /// Asks for the options of a resource. A preflight has this method too, but never reaches a handler.
    OPTIONS;
    /// Reads a resource, with a body. Needs a preflight.
    QUERY;
}
