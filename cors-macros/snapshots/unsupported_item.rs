enum Policies {}
::core::compile_error! {
    "`#[cors]` does not go on an enum [unsupported_item]\n\nhelp: put it on a free function, to annotate a handler\nhelp: or on a unit struct, to name a policy: pub struct Frontend;\nsee: docs/rules/unsupported_item.md"
}
