//! The cost of the methods for a build: `cargo bench -p planfix-bench --bench compile`.
//!
//! Three crates are built in turn, with their dependencies already built: planfix-api with every method; planfix-api
//! without methods (the runtime alone); and the same structs with `derive(Serialize, Deserialize)` and quick-xml's
//! serde. The last crate is generated for this run and, like planfix-api, reads and writes both messages of every
//! method; with `-- --client` it only writes requests and reads responses. Builds are not incremental; a time is
//! cargo's time for the one crate, the best of the rounds (`-- --rounds 5`; three are usual, one is quick).
//!
//! Two ratios are printed. The ratio of the methods uses the time of planfix-api with methods minus the time without:
//! the runtime of the other side is quick-xml and serde, which are already built. The ratio of everything includes
//! the runtime of planfix-api.
//!
//! Finally, it prints the lines that the compiler sees after macro expansion, per row of the tables, and the sizes of
//! stripped release programs.

use planfix_bench::{machine::machine, serde_crate};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The crates, by package, with a description.
const CRATES: [(&str, &str); 3] = [
    ("ours", "planfix-api, every method"),
    ("runtime", "planfix-api with auth.login only"),
    ("theirs", "the same structs, serde and quick-xml"),
];
/// The builds, and the share of serde's time that each may take.
const BUILDS: [(&str, &[&str], f64); 3] = [
    ("check", &["check"], 0.3),
    ("debug", &["build"], 0.25),
    ("release", &["build", "--release"], 0.2),
];

fn main() {
    let methods = planfix_api::methods();
    let arguments: Vec<String> = std::env::args().collect();
    let rounds = arguments.iter().position(|argument| argument == "--rounds");
    let rounds = rounds.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(3);
    let client = arguments.iter().any(|argument| argument == "--client");
    let workspace = Workspace::new(client);

    println!("{} methods on {}, {rounds} rounds\n", methods.len(), machine());
    println!(
        "| build, seconds | {} | {} | {} | all / serde | methods / serde | goal |",
        CRATES[0].1, CRATES[1].1, CRATES[2].1
    );
    println!("|---|---|---|---|---|---|---|");
    for (name, build, goal) in BUILDS {
        let mut best = [f64::INFINITY; 3];
        for (package, _) in CRATES {
            workspace.cargo(&[build, &["-p", package]].concat());
        }
        for _ in 0..rounds {
            for (best, (package, _)) in best.iter_mut().zip(CRATES) {
                *best = best.min(workspace.timed(build, package));
            }
        }
        let [ours, runtime, theirs] = best;
        println!(
            "| {name} | {ours:.1} | {runtime:.1} | {theirs:.1} | {:.2} | {:.2} | {goal:.2} |",
            ours / theirs,
            (ours - runtime) / theirs
        );
    }

    let rows = serde_crate::rows(methods);
    let ours = workspace.expanded("planfix-api");
    let theirs = workspace.expanded("theirs");
    let ours = lines(&ours, Some(&["mod methods {", "pub mod types {"]));
    let theirs = lines(&theirs, None);
    println!("\n| lines after macros | all | for each of {rows} rows |\n|---|---|---|");
    for (name, lines) in [("planfix-api: methods and types", ours), (CRATES[2].1, theirs)] {
        println!("| {name} | {lines} | {:.1} |", lines as f64 / rows as f64);
    }

    workspace.cargo(&["build", "--release", "--bins"]);
    println!("\n| stripped release program, kB | planfix-api | serde and quick-xml | ratio |\n|---|---|---|---|");
    println!("| nothing | {} | | |", workspace.size("empty") / 1000);
    for (name, what) in [("one", "one method, contact.update"), ("all", "every method")] {
        let [ours, theirs] = ["ours", "theirs"].map(|side| workspace.size(&format!("{side}-{name}")));
        println!(
            "| {what} | {} | {} | {:.2} |",
            ours / 1000,
            theirs / 1000,
            ours as f64 / theirs as f64
        );
    }
}

/// A workspace of packages generated for this run.
struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    fn new(client: bool) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile");
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let this = Self { folder };
        this.write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\nexclude = [\"target\"]\n\
             [profile.dev]\ndebug = \"line-tables-only\"\n[profile.release]\nstrip = true\n",
        );
        // Uses the locked versions of the repository, which are already downloaded.
        let _ = fs::copy(repository.join("Cargo.lock"), this.folder.join("Cargo.lock"));
        let api = format!("planfix-api = {{ path = {:?}", repository.join("planfix-api"));
        let serde = "serde = { version = \"1\", features = [\"derive\"] }\n\
                     quick-xml = { version = \"0.42\", default-features = false, features = [\"serialize\"] }\n";
        this.package("ours", &format!("{api} }}\n"), "lib", "pub use planfix_api;\n");
        this.package(
            "runtime",
            &format!("{api}, default-features = false }}\n"),
            "lib",
            "pub use planfix_api;\n",
        );
        this.package(
            "theirs",
            serde,
            "lib",
            &serde_crate::source(planfix_api::methods(), client),
        );
        this.package("empty", "", "main", "fn main() {}\n");
        let theirs = "theirs = { path = \"../theirs\" }\n";
        this.package("ours-one", &format!("{api} }}\n"), "main", OURS_ONE);
        this.package("ours-all", &format!("{api} }}\n"), "main", OURS_ALL);
        this.package("theirs-one", theirs, "main", &theirs_main(&["contact.update"]));
        let all: Vec<&str> = planfix_api::methods().iter().map(|method| method.name).collect();
        this.package("theirs-all", theirs, "main", &theirs_main(&all));
        this
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn package(&self, name: &str, dependencies: &str, root: &str, source: &str) {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\npublish = false\n[dependencies]\n{dependencies}"
        );
        self.write(&format!("{name}/Cargo.toml"), &manifest);
        self.write(&format!("{name}/src/{root}.rs"), source);
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .arg("--offline")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .stderr(Stdio::piped());
        command
    }

    /// Runs cargo, and returns its output.
    fn cargo(&self, arguments: &[&str]) -> String {
        run(&mut self.command(arguments))
    }

    /// Returns the seconds to build a package whose dependencies are built.
    fn timed(&self, build: &[&str], package: &str) -> f64 {
        let which = if package == "theirs" { "theirs" } else { "planfix-api" };
        let clean = [
            &["clean", "-p", which][..],
            if build.contains(&"--release") {
                &["--release"]
            } else {
                &[]
            },
        ];
        self.cargo(&clean.concat());
        let start = Instant::now();
        self.cargo(&[build, &["-p", package]].concat());
        start.elapsed().as_secs_f64()
    }

    /// Returns a crate after macro expansion. The compiler prints it only with unstable options allowed, which this
    /// enables for the one crate.
    fn expanded(&self, package: &str) -> String {
        run(self
            .command(&["rustc", "-p", package, "--lib", "--profile", "check"])
            .args(["--", "-Zunpretty=expanded"])
            .env("RUSTC_BOOTSTRAP", package.replace('-', "_")))
    }

    fn size(&self, program: &str) -> u64 {
        let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        let path = self.folder.join("target/release").join(name);
        fs::metadata(path).expect("it was built").len()
    }
}

/// Counts lines of code, without documentation, in the modules that begin with these lines, or in all.
fn lines(source: &str, modules: Option<&[&str]>) -> usize {
    let mut inside = modules.is_none();
    let mut count = 0;
    for line in source.lines() {
        if let Some(modules) = modules {
            inside = (inside && line != "}") || modules.contains(&line);
        }
        let code = line.trim();
        let is_prose = code.starts_with("//") || code.starts_with("#[doc") || code.starts_with('"');
        count += usize::from(inside && !code.is_empty() && !is_prose);
    }
    count
}

fn run(command: &mut Command) -> String {
    let output = command.stdout(Stdio::piped()).output().expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const OURS_ONE: &str = r#"
use planfix_api::{ContactId, contact::update, xml, record::Typed};

fn main() {
    let request = update::Request::new(ContactId(1)).name("text");
    let envelope = xml::Envelope { account: "demo", sid: None };
    println!("{}", xml::write_request("contact.update", &envelope, &request).unwrap().len());
    let text = std::io::read_to_string(std::io::stdin()).unwrap();
    let mut response = update::Response::blank();
    println!("{}", xml::read_response(text.as_bytes(), &mut response).is_ok());
}
"#;

const OURS_ALL: &str = r#"
use planfix_api::xml;

fn main() {
    let text = std::io::read_to_string(std::io::stdin()).unwrap();
    let name = std::env::args().nth(1).unwrap_or_default();
    for method in planfix_api::methods().iter().filter(|method| method.name == name) {
        let request = (method.new_request)();
        let envelope = xml::Envelope { account: "demo", sid: None };
        println!("{}", xml::write_request(method.name, &envelope, &*request).unwrap().len());
        let mut response = (method.new_response)();
        println!("{}", xml::read_response(text.as_bytes(), &mut *response).is_ok());
    }
}
"#;

/// Returns a program that writes the request and reads the response of these methods.
fn theirs_main(methods: &[&str]) -> String {
    let arms: String = methods
        .iter()
        .map(|method| {
            let module = serde_crate::module_name(method);
            format!(
                "\"{method}\" => {{\nif let Some(request) = black_box(None::<theirs::{module}::Request>) {{\n\
                 println!(\"{{}}\", theirs::{module}::write_request(&request).unwrap().len());\n}}\n\
                 println!(\"{{}}\", theirs::{module}::read_response(&text).is_ok());\n}}\n"
            )
        })
        .collect();
    format!(
        "use std::hint::black_box;\nfn main() {{\nlet text = std::io::read_to_string(std::io::stdin()).unwrap();\n\
         match std::env::args().nth(1).unwrap_or_default().as_str() {{\n{arms}_ => {{}}\n}}\n}}\n"
    )
}
