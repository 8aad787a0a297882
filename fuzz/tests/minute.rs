//! The seeded minute: the same executions on every machine, of every target.
//!
//! A test, so that `cargo test --workspace --test minute` builds no dependency that the tests of Bindery have not built: for a
//! program alone some would have fewer features.

#[test]
fn nothing_falls_in_a_minute() {
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_bindery-fuzz")).arg("minute").status();
    assert!(status.is_ok_and(|status| status.success()), "something fell: it lies in fuzz/found/");
}
