pub struct Public;
#[allow(deprecated, non_local_definitions)]
#[automatically_derived]
impl ::my::reexport::NamedPolicy for Public {
    const POLICY: &'static ::my::reexport::__private::Policy = {
        use ::my::reexport::__private as __cors;
        &__cors::PolicyParts {
            name: "Public",
            origins: __cors::Origins::Any,
            allow_headers: &["*", "authorization"],
            allow_headers_value: "*, authorization",
            methods: ::core::option::Option::Some(&["GET"]),
            ..__cors::PolicyParts::NOBODY
        }
            .policy()
    };
    type Carried = ::my::reexport::__private::Carried<
        Self,
        ::my::reexport::__private::Narrowed,
    >;
}
