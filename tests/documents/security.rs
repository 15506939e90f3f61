//! `docs/security.md` names tests as evidence: they have to be there.

use crate::documents::root;

const SECURITY: &str = include_str!("../../docs/security.md");

#[test]
fn the_evidence_is_there() {
    let paths =
        SECURITY.split('`').skip(1).step_by(2).filter(|code| code.starts_with("tests/") || code.starts_with("docs/"));
    let mut count = 0;
    for path in paths {
        assert!(root().join(path).exists(), "{path}");
        count += 1;
    }
    assert!(count > 10, "{count} paths are found");
}
