//! Each Rust block of the README is part of a compiled example.

use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_rust_of_the_readme_is_part_of_the_examples() {
    let readme = read("README.md");
    let blocks: Vec<&str> = readme
        .split("```rust\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    let examples = [
        "planfix-sandbox/examples/ten_lines.rs",
        "planfix-api/examples/real_account.rs",
        "planfix-api/examples/transport_options.rs",
    ];
    assert_eq!(blocks.len(), examples.len());
    for (block, example) in blocks.iter().zip(examples) {
        let code = read(example);
        let mut lines = code.lines().map(str::trim);
        for line in block.lines().map(str::trim).filter(|line| !line.is_empty()) {
            assert!(
                lines.any(|found| found == line),
                "{example} lacks this line, or has it elsewhere: {line}"
            );
        }
    }
}

#[test]
fn the_ten_lines_are_ten() {
    let readme = read("README.md");
    let block = readme
        .split("```rust\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let body = block
        .and_then(|block| block.split("\n\n").nth(1))
        .expect("imports, then the lines");
    assert!(body.lines().count() <= 10, "{}", body.lines().count());
}
