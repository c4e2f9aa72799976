//! The command lines of the README work in order, as one session in a fresh clone.
#![cfg(unix)]

mod support;

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use support::{Running, folder};

const README: &str = include_str!("../../README.md");

/// Returns the blocks of commands below a heading.
fn blocks(heading: &str) -> Vec<&'static str> {
    let section = README.split(heading).nth(1).expect("the heading");
    let section = section.split("\n## ").next().expect("a section");
    let blocks = section.split("```sh\n").skip(1);
    blocks
        .map(|block| block.split("```").next().expect("a block"))
        .collect()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in from.read_dir().unwrap().map(Result::unwrap) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(from, to).unwrap();
        }
    }
}

/// Makes a folder with the files of a clone that these lines read.
fn clone(name: &str) -> PathBuf {
    let clone = folder(name);
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    for part in ["examples", "spec"] {
        copy(&root.join(part), &clone.join(part));
    }
    std::fs::write(clone.join("README.md"), README).unwrap();
    clone
}

/// Starts a shell in a clone, with the program in its path.
fn shell(clone: &Path) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_planfix")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = Command::new("sh");
    shell.current_dir(clone).env_clear().stdin(Stdio::null());
    shell.env("PATH", format!("{}:{path}", program.display()));
    shell
}

#[track_caller]
fn works(line: &str, output: &Output) {
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{line}: {}\n{out}\n{err}", output.status);
}

#[test]
fn every_line_works_after_the_one_before() {
    let clone = clone("readme-session");
    let lines: Vec<&str> = blocks("\n## The command line\n")[0].lines().collect();
    assert!(lines.len() > 10, "{lines:?}");
    for line in &lines {
        let output = shell(&clone).args(["-ec", line]).output().unwrap();
        works(line, &output);
        let out = String::from_utf8_lossy(&output.stdout);
        if line.contains("what has changed") {
            assert!(out.contains("Мария") && out.contains("1990-04-09"), "{out}");
        }
    }
    for made in ["demo.db", "demo.xml", "demo.txt", "target/reference/index.html"] {
        assert!(clone.join(made).exists(), "{made}");
    }
}

#[test]
fn the_lines_of_a_job_work_in_order() {
    let clone = clone("readme-job");
    let block = blocks("\n## Ten thousand changes from a spreadsheet\n")[0];
    for line in block.lines() {
        works(line, &shell(&clone).args(["-ec", line]).output().unwrap());
    }
    assert!(clone.join("contacts.job").exists());
}

#[test]
fn a_second_terminal_uses_the_sandbox() {
    let clone = clone("readme-sandbox");
    let blocks = blocks("\n## The command line\n");
    // Port 0 picks a free port.
    let start = blocks[1].replace("127.0.0.1:8077", "127.0.0.1:0");
    let mut child = shell(&clone)
        .args(["-ec", &format!("exec {start}")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let out = child.stdout.take().unwrap();
    let err = child.stderr.take().unwrap();
    let _running = Running(child);
    let mut url = String::new();
    BufReader::new(out).read_line(&mut url).unwrap();
    let lines = blocks[2].replace("http://127.0.0.1:8077/xml/", url.trim());
    assert_eq!(lines.matches("PLANFIX_").count(), 4, "{lines}");
    // The lines printed by the sandbox can be pasted too.
    let told = BufReader::new(err).lines().map_while(Result::ok);
    let pasted = told
        .map(|line| line.trim().to_owned())
        .find(|line| line.starts_with("export"));
    let pasted = format!("{}\nplanfix contact get --id 1", pasted.unwrap());
    for lines in [lines, pasted] {
        let output = shell(&clone).args(["-ec", &lines]).output().unwrap();
        works(&lines, &output);
        assert!(String::from_utf8_lossy(&output.stdout).contains("Анна"));
    }
}
