pub struct Public;
#[allow(deprecated, non_local_definitions)]
const _: () = {
    use ::my::reexport::__private as __cors;
    #[automatically_derived]
    impl ::my::reexport::NamedPolicy for Public {
        const POLICY: &'static __cors::Policy = &__cors::PolicyParts {
            name: "Public",
            origins: __cors::Origins::Any,
            allow_headers: &["*", "authorization"],
            allow_headers_value: "*, authorization",
            methods: ::core::option::Option::Some(&["GET"]),
            ..__cors::PolicyParts::NOBODY
        }
            .policy();
        type Carried = __cors::Carried<Self, true>;
    }
};
