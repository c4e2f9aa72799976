//! A job while it is planned.

use super::disk::Disk;
use super::sqlite::{APPLICATION, VERSION, now};
use super::{Job, Planned, Sink, StoreError};
use rusqlite::{Connection, params};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

const SCHEMA: &str = include_str!("schema.sql");

/// A job that is being planned. It appears under its name when it is complete, and only its owner can read it.
#[derive(Debug)]
pub struct Draft {
    connection: Connection,
    file: NamedTempFile,
    path: PathBuf,
    next: i64,
}

impl Draft {
    /// Starts a job in a new file.
    ///
    /// # Errors
    /// The file exists, or the folder is not writable.
    pub fn new(path: impl AsRef<Path>, job: &Job) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if path.symlink_metadata().is_ok() {
            return Err(StoreError::Exists(path.display().to_string()));
        }
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        // Readable by its owner alone.
        let file = Builder::new().prefix(".planfix-").suffix(".job").tempfile_in(folder);
        let file = file.map_err(|error| StoreError::Disk {
            path: path.display().to_string(),
            what: format!("cannot be made: {error}"),
            advice: "name a file in a writable folder with --job",
        })?;
        let at = Disk(path);
        let connection = Connection::open(file.path()).map_err(|error| at.error(error))?;
        // Nothing is lost if planning stops: it begins anew.
        let prepare = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;";
        connection.execute_batch(prepare).map_err(|error| at.error(error))?;
        connection
            .execute_batch(&format!(
                "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; BEGIN; {SCHEMA}"
            ))
            .map_err(|error| at.error(error))?;
        let columns = serde_json::Value::from(job.columns.clone()).to_string();
        connection
            .execute(
                "INSERT INTO job VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    job.method,
                    job.account,
                    job.target,
                    job.input,
                    job.digest,
                    columns,
                    job.meaning,
                    now(),
                    env!("CARGO_PKG_VERSION")
                ],
            )
            .map_err(|error| at.error(error))?;
        Ok(Self {
            connection,
            file,
            path: path.to_owned(),
            next: 1,
        })
    }

    /// Sets the names of the columns.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn columns(&mut self, columns: &[String]) -> Result<(), StoreError> {
        let columns = serde_json::Value::from(columns.to_vec()).to_string();
        let done = self.connection.execute("UPDATE job SET columns = ?", [columns]);
        done.map(|_| ()).map_err(|error| Disk(&self.path).error(error))
    }

    /// Puts the complete job in its place.
    ///
    /// # Errors
    /// The file cannot be written, or another one has appeared there.
    pub fn save(self) -> Result<(), StoreError> {
        let Self {
            connection, file, path, ..
        } = self;
        let at = Disk(&path);
        connection.execute_batch("COMMIT").map_err(|error| at.error(error))?;
        connection.close().map_err(|(_, error)| at.error(error))?;
        file.as_file().sync_all().map_err(|error| at.io(&error))?;
        file.persist_noclobber(&path)
            .map_err(|error| match error.error.kind() {
                std::io::ErrorKind::AlreadyExists => StoreError::Exists(path.display().to_string()),
                _ => at.io(&error.error),
            })?;
        if let Some(folder) = path.parent() {
            let folder = if folder == Path::new("") {
                Path::new(".")
            } else {
                folder
            };
            // The new name survives a power cut, on systems where folders can be synced.
            if let Ok(folder) = std::fs::File::open(folder) {
                let _ = folder.sync_all();
            }
        }
        Ok(())
    }
}

impl Sink for Draft {
    fn add(&mut self, request: &Planned<'_>) -> Result<(), StoreError> {
        let insert = "INSERT INTO request (number, line, input, body, state) VALUES (?, ?, ?, ?, ?)";
        let line = i64::try_from(request.line).unwrap_or(i64::MAX);
        let done = self.connection.prepare_cached(insert).and_then(|mut insert| {
            insert.execute(params![
                self.next,
                line,
                request.input,
                request.body,
                request.state.word()
            ])
        });
        done.map_err(|error| Disk(&self.path).error(error))?;
        self.next += 1;
        Ok(())
    }
}
