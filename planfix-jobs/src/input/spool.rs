//! A first pass over an input: its digest, and whether it is UTF-8.

use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek as _};

/// Copies standard input to a file that has no name.
pub(super) fn stdin() -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut io::stdin().lock(), &mut file)?;
    rewind(&mut file)?;
    Ok(file)
}

pub(super) fn rewind(file: &mut File) -> io::Result<()> {
    file.rewind()
}

/// Returns the SHA-256 of a file, in hexadecimal digits, as [`Input::digest`](crate::Input::digest) does.
///
/// # Errors
/// The file cannot be read.
///
/// ```
/// let digest = planfix_jobs::digest_of("../examples/contacts.csv")?;
/// assert_eq!(digest.len(), 64);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn digest_of(path: impl AsRef<std::path::Path>) -> io::Result<String> {
    Ok(examine(&mut File::open(path)?)?.0)
}

/// Reads a whole file; returns its digest, and true if it is UTF-8.
pub(super) fn examine(file: &mut impl Read) -> io::Result<(String, bool)> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    // Bytes of a character that the last block cut.
    let mut cut: Vec<u8> = Vec::new();
    let mut is_utf8 = true;
    loop {
        let length = match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let block = buffer.get(..length).unwrap_or_default();
        hash.update(block);
        if is_utf8 {
            cut.extend_from_slice(block);
            match std::str::from_utf8(&cut) {
                Ok(_) => cut.clear(),
                Err(error) if error.error_len().is_none() => {
                    cut.drain(..error.valid_up_to());
                }
                Err(_) => is_utf8 = false,
            }
        }
    }
    let digits = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((digits, is_utf8 && cut.is_empty()))
}
