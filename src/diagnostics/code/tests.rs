//! What holds for every code.

use super::*;
use std::collections::BTreeSet;

#[test]
fn codes_are_unique_and_explained() {
    let ids: BTreeSet<_> = Code::ALL.iter().map(|code| code.id()).collect();
    assert_eq!(ids.len(), Code::ALL.len());
    for code in Code::ALL {
        assert!(code.explanation().trim().len() > 30, "{} has no real explanation", code.id());
        assert_eq!(Code::parse(&code.id().to_lowercase()), Some(*code));
    }
}
