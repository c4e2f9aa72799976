//! The commands `planfix completions` and `planfix man`: files for shells and for `man`, from the command line itself.

use super::text;
use crate::args;
use crate::output::{print_bytes, say};
use crate::status::Failure;
use clap::{ArgMatches, Command};
use clap_complete::Shell;
use std::io;
use std::path::Path;

/// Prints the completions of a shell.
pub(super) fn completions(matches: &ArgMatches) -> Result<(), Failure> {
    let mut out = Vec::new();
    if let Some(shell) = matches.get_one::<Shell>("shell") {
        clap_complete::generate(*shell, &mut args::whole(), "planfix", &mut out);
    }
    print_bytes(&out)
}

/// Writes the man pages.
pub(super) fn pages(matches: &ArgMatches) -> Result<(), Failure> {
    let folder = Path::new(text(matches, "folder"));
    let mut command = args::whole();
    command.build();
    let mut number = 0;
    let written = std::fs::create_dir_all(folder).and_then(|()| page(&command, "planfix", folder, &mut number));
    written.map_err(|error| Failure::input(format!("cannot write man pages to {}: {error}", folder.display())))?;
    say(&format!("{}: {number} pages", folder.display()));
    Ok(())
}

/// Writes the page of a command, and of the commands in it: `planfix-contact-update.1`.
fn page(command: &Command, name: &str, folder: &Path, number: &mut usize) -> io::Result<()> {
    let mut bytes = Vec::new();
    let named = command.clone().name(name.to_owned()).disable_help_subcommand(true);
    clap_mangen::Man::new(named).render(&mut bytes)?;
    std::fs::write(folder.join(format!("{name}.1")), bytes)?;
    *number += 1;
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        page(inner, &format!("{name}-{}", inner.get_name()), folder, number)?;
    }
    Ok(())
}
