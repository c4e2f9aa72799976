//! Messages about a wrong command line.

use super::tips;
use crate::output::say;
use crate::terminal;
use std::ffi::OsString;

/// Prints the error of a wrong command line, with tips from the tables.
pub(crate) fn complain(mut error: clap::Error, words: &[OsString]) {
    let tips = tips::instead(&mut error, words);
    // clap prints the words unescaped, and a script may have put untrusted data there.
    let obeyed = words
        .iter()
        .any(|word| word.to_string_lossy().contains(terminal::obeys));
    if obeyed {
        say(error.render().to_string().trim_end());
    } else {
        let _ = error.print();
    }
    for tip in tips {
        say(&format!("\n{tip}"));
    }
}
