//! The TLS settings of the provided transports.

use super::limits::Cause;
use super::options::HttpOptions;
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;
use std::sync::Arc;

/// Configures TLS. The provider is set here, so that programs need not install one for the process.
pub(super) fn config(options: &HttpOptions) -> Result<ClientConfig, Cause> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
    let builder = if options.only_roots {
        let mut roots = RootCertStore::empty();
        for root in &options.roots {
            roots.add(root.clone())?;
        }
        builder.with_root_certificates(roots)
    } else {
        let verifier = match options.roots.as_slice() {
            [] => Verifier::new(provider)?,
            roots => Verifier::new_with_extra_roots(roots.iter().cloned(), provider)?,
        };
        builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
    };
    Ok(match &options.identity {
        None => builder.with_no_client_auth(),
        Some(identity) => builder.with_client_auth_cert(identity.chain.clone(), identity.key.clone_key())?,
    })
}

/// Configures TLS without any trusted certificate, for a client that never uses it.
#[cfg(feature = "reqwest")]
pub(super) fn none() -> Result<ClientConfig, rustls::Error> {
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions()?;
    Ok(builder
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth())
}
