pub struct Public;
#[allow(deprecated, non_local_definitions, unexpected_cfgs)]
#[automatically_derived]
impl ::my::reexport::NamedPolicy for Public {
    const POLICY: &'static ::my::reexport::__private::Policy = {
        #[cfg(rust_analyzer)]
        ::my::reexport::__words! {
            ::my::reexport; origins = "*", allow_headers = ["*", "authorization"],
            methods = [GET], crate = ::my::reexport
        }
        &::my::reexport::__private::PolicyParts {
            name: "Public",
            origins: ::my::reexport::__private::Origins::Any,
            allow_headers: &["*", "authorization"],
            allow_headers_value: "*, authorization",
            methods: ::core::option::Option::Some(&["GET"]),
            ..::my::reexport::__private::PolicyParts::SAME_ORIGIN
        }
            .policy()
    };
    type Carried = ::my::reexport::__private::Carried<
        Self,
        ::my::reexport::__private::Narrowed,
    >;
}
