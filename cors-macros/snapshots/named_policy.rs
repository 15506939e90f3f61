pub struct Public;
#[allow(deprecated, non_local_definitions)]
const _: () = {
    use ::my::reexport::__private as __cors;
    const BASE: __cors::Policy = __cors::Policy::NOBODY;
    const POLICY: __cors::Policy = BASE
        .named("Public")
        .with_any_origin()
        .with_allow_headers(&["*", "authorization"], "*, authorization")
        .with_methods(&["GET"]);
    #[automatically_derived]
    impl ::my::reexport::NamedPolicy for Public {
        const POLICY: &'static __cors::Policy = &POLICY;
        type Carried = __cors::Carried<Self, true>;
    }
};
