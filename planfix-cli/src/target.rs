//! A file that a command writes: completely or not at all, and over an existing file only if that was requested.

use crate::interrupt;
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// A destination for a file. Every problem with it is found when it is opened, before anything is sent.
pub(crate) struct Target {
    folder: PathBuf,
    /// The file name in the folder; `None` if the answer provides it.
    name: Option<PathBuf>,
    place: Place,
    replaces: bool,
}

enum Place {
    /// A temporary file in the folder of the final one, renamed when it is complete.
    Beside(NamedTempFile),
    Device(File),
}

/// The users who may read a new file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Everyone whom the settings of the system allow.
    Usual,
    /// Only the owner of the file.
    Owner,
}

impl Target {
    /// Opens this file as a destination.
    ///
    /// # Errors
    /// The file exists and may not be replaced, or the folder is not writable.
    pub(crate) fn file(path: &str, replaces: bool, readers: Readers) -> Result<Self, String> {
        let path = Path::new(path);
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        let place = match std::fs::metadata(path) {
            Ok(there) if there.is_dir() => {
                return Err(format!("{}: is a folder; name a file in it", path.display()));
            }
            Ok(there) if !there.is_file() => {
                let file = File::options().write(true).open(path);
                Place::Device(file.map_err(|error| cannot(path, &error))?)
            }
            _ => beside(&folder, readers)?,
        };
        if matches!(place, Place::Beside(_)) && !replaces && is_there(path) {
            return Err(already(path));
        }
        Ok(Self {
            name: Some(path.file_name().map(PathBuf::from).unwrap_or_default()),
            folder,
            place,
            replaces,
        })
    }

    /// Opens a folder as a destination for a file whose name is known later.
    ///
    /// # Errors
    /// The folder is not writable.
    pub(crate) fn folder(path: &str, replaces: bool) -> Result<Self, String> {
        let folder = PathBuf::from(path);
        Ok(Self {
            place: beside(&folder, Readers::Usual)?,
            name: None,
            folder,
            replaces,
        })
    }

    /// Returns true if both are the same file.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let folder = |target: &Self| target.folder.canonicalize().unwrap_or_else(|_| target.folder.clone());
        self.name.is_some() && self.name == other.name && folder(self) == folder(other)
    }

    /// Writes the file and returns its path. `name` supplies the file name if the destination is a folder.
    ///
    /// # Errors
    /// The file has been created by someone else meanwhile, or cannot be written. Nothing of it is left then.
    pub(crate) fn write(self, bytes: &[u8], name: impl FnOnce() -> String) -> Result<PathBuf, String> {
        let path = self.folder.join(self.name.unwrap_or_else(|| name().into()));
        let file = match self.place {
            Place::Device(mut file) => {
                let written = file.write_all(bytes).and_then(|()| file.flush());
                return written.map(|()| path.clone()).map_err(|error| cannot(&path, &error));
            }
            Place::Beside(file) => file,
        };
        let temporary = file.path().to_owned();
        // Uses the inner file: errors of the wrapper would show the temporary path, which means nothing to the user.
        let written = file.as_file().write_all(bytes).and_then(|()| file.as_file().sync_all());
        let result = match written {
            Err(error) => Err(cannot(&path, &error)),
            Ok(()) if self.replaces => file.persist(&path).map_err(|error| cannot(&path, &error.error)),
            Ok(()) => file.persist_noclobber(&path).map_err(|error| match error.error.kind() {
                ErrorKind::AlreadyExists => already(&path),
                _ => cannot(&path, &error.error),
            }),
        };
        interrupt::finished(&temporary);
        result?;
        sync(&self.folder);
        Ok(path)
    }
}

fn beside(folder: &Path, readers: Readers) -> Result<Place, String> {
    let mut builder = Builder::new();
    builder.prefix(".planfix-").suffix(".part");
    permissions(&mut builder, readers);
    let file = builder.tempfile_in(folder).map_err(|error| match error.kind() {
        ErrorKind::NotFound => format!("{}: no such folder", folder.display()),
        kind => format!("{}: cannot write to this folder: {kind}", folder.display()),
    })?;
    interrupt::unfinished(file.path());
    Ok(Place::Beside(file))
}

#[cfg(unix)]
fn permissions(builder: &mut Builder<'_, '_>, readers: Readers) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = match readers {
        Readers::Usual => 0o666,
        Readers::Owner => 0o600,
    };
    builder.permissions(std::fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn permissions(_: &mut Builder<'_, '_>, _: Readers) {}

/// Returns true if something has this name, including a dangling link.
fn is_there(path: &Path) -> bool {
    let there: io::Result<Metadata> = path.symlink_metadata();
    there.is_ok()
}

/// Makes the new name survive a power cut, on systems where folders can be synced.
fn sync(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

fn already(path: &Path) -> String {
    format!("{}: already exists; --force replaces it", path.display())
}

fn cannot(path: &Path, error: &io::Error) -> String {
    format!("cannot write {}: {error}", path.display())
}
