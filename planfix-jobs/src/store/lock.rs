//! The lock of a job: a file beside it, which the system releases when the process ends in any way.

use super::StoreError;
use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

/// A lock that is held. Its file is removed at the end.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

/// How often a lock file that is removed meanwhile is opened again.
const TIMES: usize = 10;

impl Lock {
    /// Locks the job with this path; `holder` is what others are told.
    pub(super) fn of(job: &Path, holder: &str) -> Result<Self, StoreError> {
        let mut name = job.as_os_str().to_owned();
        name.push("-lock");
        let path = PathBuf::from(name);
        let disk = |error: std::io::Error| StoreError::Disk {
            path: path.display().to_string(),
            what: format!("the lock of the job cannot be made: {error}"),
            advice: "nothing was sent; make the folder writable and run again",
        };
        for _ in 0..TIMES {
            let mut file = open(&path).map_err(disk)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    let _ = file.read_to_string(&mut holder);
                    if holder.is_empty() {
                        "another program".clone_into(&mut holder);
                    }
                    return Err(StoreError::Locked {
                        path: job.display().to_string(),
                        holder,
                    });
                }
                Err(TryLockError::Error(error)) => return Err(disk(error)),
            }
            // The previous holder may have removed the file after it was opened here.
            if is_at(&file, &path) {
                let written = file.rewind().and_then(|()| file.set_len(0));
                written.and_then(|()| file.write_all(holder.as_bytes())).map_err(disk)?;
                return Ok(Self { file, path });
            }
        }
        Err(StoreError::Locked {
            path: job.display().to_string(),
            holder: "other programs, one after the other".to_owned(),
        })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(unix) {
            // Removed while the lock is held, so that nobody else can have this file locked.
            let _ = std::fs::remove_file(&self.path);
        }
        let _ = self.file.unlock();
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Returns true if the path still leads to this file.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    let here = file.metadata().map(id).ok();
    here.is_some() && here == path.metadata().map(id).ok()
}

/// Returns true: the file is never removed.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}
