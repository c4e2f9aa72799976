//! The errors of the file of a job, each with what to do.

use super::StoreError;
use rusqlite::ErrorCode;
use std::path::Path;

/// The file of a job in errors.
pub(super) struct Disk<'a>(pub(super) &'a Path);

impl Disk<'_> {
    pub(super) fn error(&self, error: rusqlite::Error) -> StoreError {
        let path = self.0.display().to_string();
        let code = error.sqlite_error_code();
        let advice = match code {
            Some(ErrorCode::NotADatabase) => return StoreError::NotJob(path),
            Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => {
                "nothing is sent that is not written here; free space on the disk and run again"
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                "nothing is sent that is not written here; make the file and its folder writable and run again"
            }
            Some(ErrorCode::DatabaseCorrupt) => {
                "the file is damaged; take a copy of it before anything else, and restore it from a backup"
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                "another program is writing to it; close that program and run again"
            }
            _ => "nothing is sent that is not written here",
        };
        StoreError::Disk {
            path,
            what: error.to_string(),
            advice,
        }
    }

    pub(super) fn io(&self, error: &std::io::Error) -> StoreError {
        StoreError::Disk {
            path: self.0.display().to_string(),
            what: error.to_string(),
            advice: "nothing was sent; free space, or make the folder writable, and plan again",
        }
    }
}
