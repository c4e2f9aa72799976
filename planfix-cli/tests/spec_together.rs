//! `spec check` of tables that contradict each other.

mod support;

use support::{folder, run};

#[test]
fn tables_are_checked_together_with_the_types_beside() {
    let folder = folder("spec-together");
    for name in ["methods", "types"] {
        std::fs::create_dir(folder.join(name)).unwrap();
    }
    let write = |path: &str, text: &str| std::fs::write(folder.join(path), text).unwrap();
    let record = |name: &str, other: &str| {
        format!(
            "# {name}\n\nA record.\n\n- kind: record\n\n## Fields\n\n| name | type | note |\n|---|---|---|\n\
             | x | int | |\n| other | {other} | |\n"
        )
    };
    write("types/One.md", &record("One", "Two"));
    write("types/Two.md", &record("Two", "One"));
    write(
        "types/Hue.md",
        "# Hue\n\nA color.\n\n- kind: enum\n\n## Values\n\n| value | note |\n|---|---|\n| RED | |\n",
    );
    let method = "# a.set\n\nSets.\n\n- effect: set\n- source: x\n\n## Request\n\n| name | type | note |\n|---|---|---|\n\
                  | a.hue | Hue | `default BLUE` |\n| a.one | One | `personal` |\n\n## Response\n\nNone.\n";
    write("methods/a.set.md", &method.replace("`personal`", ""));
    let path = folder.to_str().unwrap();
    run(&["spec", "check", path]).ends(1).complains(&[
        &format!("--> {path}/methods/a.set.md:12:18"),
        "`BLUE` is not a value of `Hue`",
        &format!("--> {path}/types/Two.md:12:3"),
        "`One` holds itself",
        "2 faults in 2 of 4 tables",
    ]);
    // Only the named files are reported, but the types beside them are read to judge them.
    let one = run(&["spec", "check", &format!("{path}/methods/a.set.md")]).ends(1);
    one.complains(&["`BLUE` is not a value of `Hue`", "1 fault in 1 of 1 tables"]);
    write("methods/a.set.md", method);
    run(&["spec", "check", &format!("{path}/methods")])
        .ends(1)
        .complains(&["`personal` on the record `One`"]);
}
