//! Connections to PostgreSQL: the address, the password from where psql finds it, and TLS by rustls.

use super::super::StoreError;
use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls_platform_verifier::Verifier;
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// The address of a database, and the name of a job in it: `postgres://host/database#job`.
#[derive(Clone)]
pub(super) struct Address {
    config: Config,
    /// The address in messages, without a job.
    pub(super) shown: String,
    job: Option<String>,
}

impl Address {
    pub(super) fn of(url: &str) -> Result<Self, StoreError> {
        let (address, job) = match url.split_once('#') {
            Some((address, job)) => (address, Some(job.to_owned()).filter(|job| !job.is_empty())),
            None => (url, None),
        };
        // A wrong address may hold a password.
        let wrong = |what: String| StoreError::Database {
            database: "the address of the database".to_owned(),
            what,
            advice: "write it as postgres://USER@HOST/DATABASE#JOB",
        };
        let mut config: Config = address.parse().map_err(|_| wrong("it cannot be read".to_owned()))?;
        if config.get_password().is_some() {
            return Err(wrong(
                "it has a password, which other users of this machine could read: set PGPASSWORD, or use ~/.pgpass"
                    .to_owned(),
            ));
        }
        if config.get_user().is_none() {
            let user = ["PGUSER", "USER"].iter().find_map(|name| std::env::var(name).ok());
            config.user(user.as_deref().unwrap_or("postgres"));
        }
        if let Some(password) = password(&config) {
            config.password(password);
        }
        if !address.contains("sslmode=") {
            let is_local = config.get_hosts().iter().all(is_local);
            config.ssl_mode(if is_local { SslMode::Disable } else { SslMode::Require });
        }
        Ok(Self {
            config,
            shown: address.to_owned(),
            job,
        })
    }

    /// Returns the name of the job.
    pub(super) fn job(&self) -> Result<String, StoreError> {
        self.job.clone().ok_or_else(|| StoreError::Database {
            database: self.shown.clone(),
            what: "the name of the job is missing".to_owned(),
            advice: "add it to the address, as in postgres://HOST/DATABASE#contacts",
        })
    }

    pub(super) fn connect(&self) -> Result<Client, StoreError> {
        let failed = |what: String| StoreError::Database {
            database: self.shown.clone(),
            what,
            advice: "check the address, PGPASSWORD or ~/.pgpass, and that the server runs",
        };
        let connected = match self.config.get_ssl_mode() {
            SslMode::Disable => self.config.connect(NoTls),
            _ => self.config.connect(MakeRustlsConnect::new(
                tls().map_err(|error| failed(error.to_string()))?,
            )),
        };
        connected.map_err(|error| failed(described(&error)))
    }
}

fn is_local(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => ["localhost", "127.0.0.1", "::1"].contains(&name.as_str()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn tls() -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
    let verifier = Arc::new(Verifier::new(provider)?);
    let config = builder.dangerous().with_custom_certificate_verifier(verifier);
    Ok(config.with_no_client_auth())
}

/// Returns the message of the server, which the error itself leaves out.
pub(super) fn described(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(error) => error.message().to_owned(),
        None => error.to_string(),
    }
}

/// Returns the password from `PGPASSWORD`, or from the file that psql reads.
fn password(config: &Config) -> Option<String> {
    if let Ok(password) = std::env::var("PGPASSWORD") {
        return Some(password);
    }
    let file = match std::env::var_os("PGPASSFILE") {
        Some(file) => file.into(),
        None => std::path::Path::new(&std::env::var_os("HOME")?).join(".pgpass"),
    };
    let lines = std::fs::read_to_string(file).ok()?;
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.as_str(),
        _ => "localhost",
    };
    let port = config.get_ports().first().copied().unwrap_or(5432).to_string();
    let user = config.get_user().unwrap_or_default();
    let database = config.get_dbname().unwrap_or(user);
    let wanted = [host, &port, database, user];
    lines.lines().find_map(|line| line_password(line, &wanted))
}

/// Returns the password in a line `host:port:database:user:password`, where `*` matches anything.
fn line_password(line: &str, wanted: &[&str; 4]) -> Option<String> {
    let mut parts = vec![String::new()];
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            ':' if parts.len() < 5 => parts.push(String::new()),
            other => {
                let other = if other == '\\' { characters.next()? } else { other };
                parts.last_mut()?.push(other);
            }
        }
    }
    let password = parts.get(4)?.clone();
    let fits = parts
        .iter()
        .zip(wanted)
        .all(|(part, wanted)| part == "*" || part == wanted);
    fits.then_some(password)
}

#[cfg(test)]
mod tests {
    use super::{Address, line_password};

    #[test]
    fn a_line_of_the_password_file_is_read_as_psql_does() {
        let wanted = ["db.example", "5432", "jobs", "ann"];
        for (line, password) in [
            ("db.example:5432:jobs:ann:se:cret", Some("se:cret")),
            ("*:*:*:ann:a\\\\b", Some("a\\b")),
            ("other:5432:jobs:ann:x", None),
            ("# a comment", None),
        ] {
            assert_eq!(line_password(line, &wanted).as_deref(), password, "{line}");
        }
    }

    #[test]
    fn an_address_with_a_password_is_refused_and_not_shown() {
        let error = Address::of("postgres://ann:hush@db.example/jobs")
            .err()
            .unwrap()
            .to_string();
        assert!(error.contains("PGPASSWORD") && !error.contains("hush"), "{error}");
    }
}
