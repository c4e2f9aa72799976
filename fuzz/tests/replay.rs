//! A short run of each fuzz target on stable Rust, with its corpus and with cuts and splices of it.

use std::path::Path;

#[test]
fn the_corpora_make_no_panic() {
    for (name, target) in planfix_fuzz::TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        let mut files: Vec<_> = std::fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        assert!(!files.is_empty(), "{} is empty", folder.display());
        let inputs: Vec<Vec<u8>> = files.iter().map(|path| std::fs::read(path).unwrap()).collect();
        let mut runs = 0;
        for (number, input) in inputs.iter().enumerate() {
            let next = &inputs[(number + 1) % inputs.len()];
            let half = input.len() / 2;
            let spliced = [&input[..half], &next[next.len() / 2..]].concat();
            for bytes in [input.as_slice(), &input[..half], &input[half..], &spliced] {
                target(bytes);
                runs += 1;
            }
        }
        println!("{name}: {runs} runs");
    }
}
