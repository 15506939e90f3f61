//! A certificate authority of the tests, and a certificate for this machine.

use std::sync::LazyLock;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose};

/// All as PEM.
pub(super) struct Tls {
    pub(super) authority: String,
    pub(super) certificate: String,
    pub(super) key: String,
}

/// The same for all tests.
pub(super) static TLS: LazyLock<Tls> = LazyLock::new(|| {
    let mut authority = CertificateParams::new(Vec::new()).expect("parameters");
    authority.distinguished_name.push(DnType::CommonName, "Authority of the tests");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let issuer = CertifiedIssuer::self_signed(authority, KeyPair::generate().expect("a key")).expect("a certificate");
    let key = KeyPair::generate().expect("a key");
    let own = CertificateParams::new(["127.0.0.1".to_owned(), "localhost".to_owned()]).expect("parameters");
    let certificate = own.signed_by(&key, &issuer).expect("a certificate").pem();
    Tls { authority: issuer.pem(), certificate, key: key.serialize_pem() }
});
