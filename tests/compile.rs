//! Programs and tables that must not compile.

#[test]
fn compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("compile-fail/*/*.rs");
}
