//! The identity of functions.

use super::*;

fn is<F: 'static>(id: FunctionId, _: F) -> bool {
    id.is::<F>()
}

mod other {
    pub(super) fn list<T>(_: T) {}
    pub(super) fn show() {}
}

fn list<T>(_: T) {}
fn list_all<T>(_: T) {}
fn show() {}
struct Beside;

#[test]
fn functions_are_recognised_by_type_and_generic_ones_by_path() {
    let id = FunctionId::of("tests::show", show);
    assert!(is(id, show));
    assert!(!is(id, other::show));
    assert!(!is(id, || ()));
    let id = FunctionId::beside("tests::list", PhantomData::<Beside>);
    assert!(is(id, list::<u8>));
    assert!(is(id, list::<Option<std::vec::Vec<u8>>>));
    assert!(!is(id, list_all::<u8>));
    assert!(!is(id, other::list::<u8>));
    assert!(!is(id, show));
    assert!(!is(FunctionId::UNKNOWN, show));
}

#[test]
fn two_functions_of_the_same_name_in_one_body_are_different() {
    fn show() {}
    let outer = FunctionId::of("tests::show", show);
    {
        fn show() {}
        assert!(!is(outer, show));
    }
    assert!(is(outer, show));
}

#[test]
#[should_panic(
    expected = "`cors_core::handlers::function_id::tests::other::show` is not the function that `#[cors(…)]` annotates: its \
                           name finds the policy of `tests::show`"
)]
fn the_panic_names_both_functions() {
    fn check<F: 'static>(_: F) {
        FunctionId::of("tests::show", show).check::<F>();
    }
    check(other::show);
}
