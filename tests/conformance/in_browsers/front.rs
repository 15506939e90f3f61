//! What stands between a browser and the servers: every host there is.
//!
//! Browsers ask this SOCKS proxy for `api.example.com` or `[::1]:8443`, and are connected to the same program, whatever they ask
//! for. So pages have the origins that the cases name, on their ports, with `https:` and without, and no name leaves the machine.

use std::{
    io::{self, ErrorKind},
    net::{Ipv6Addr, SocketAddr},
    sync::Arc,
};

use axum::{Extension, Router};
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer},
};

/// The origin to which a browser has connected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin(pub(crate) String);

/// The first byte of a TLS connection: a record of the handshake (RFC 8446, section 5.1).
const HANDSHAKE: u8 = 0x16;

/// Listens as a proxy behind which everything is answered by the router, which finds the [`Origin`] in an extension.
pub(crate) async fn listen(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its number");
    let tls = certified();
    tokio::spawn(async move {
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            let (router, tls) = (router.clone(), tls.clone());
            // Browsers open connections that they do not use, and hang up when they like.
            tokio::spawn(async move { connection(stream, router, tls).await });
        }
    });
    address
}

/// Browsers are told to accept self-signed certificates.
fn certified() -> TlsAcceptor {
    let names = ["*.example.com", "*.example"].map(str::to_owned);
    let own = rcgen::generate_simple_self_signed(names).expect("a certificate");
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .expect("a certificate and its key");
    TlsAcceptor::from(Arc::new(config))
}

async fn connection(mut stream: TcpStream, router: Router, tls: TlsAcceptor) -> io::Result<()> {
    let (host, port) = asked_for(&mut stream).await?;
    let mut first = [0];
    stream.peek(&mut first).await?;
    if first[0] == HANDSHAKE {
        serve(tls.accept(stream).await?, router, origin("https", &host, port, 443)).await
    } else {
        serve(stream, router, origin("http", &host, port, 80)).await
    }
}

fn origin(scheme: &str, host: &str, port: u16, default: u16) -> Origin {
    let port = if port == default { String::new() } else { format!(":{port}") };
    Origin(format!("{scheme}://{host}{port}"))
}

async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    router: Router,
    origin: Origin,
) -> io::Result<()> {
    let service = TowerToHyperService::new(router.layer(Extension(origin)));
    hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await
        .map_err(io::Error::other)
}

/// The greeting of a SOCKS client (RFC 1928, sections 3 to 6), and the host and the port that it asks for.
async fn asked_for(stream: &mut TcpStream) -> io::Result<(String, u16)> {
    let [_version, methods] = read(stream).await?;
    stream.read_exact(&mut vec![0; methods.into()]).await?;
    stream.write_all(&[5, 0]).await?;
    let [_version, command, _reserved, kind] = read(stream).await?;
    let host = match (command, kind) {
        (1, 1) => read::<4>(stream).await?.map(|byte| byte.to_string()).join("."),
        (1, 3) => {
            let [length] = read(stream).await?;
            let mut name = vec![0; length.into()];
            stream.read_exact(&mut name).await?;
            let name = String::from_utf8(name).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))?;
            // Firefox sends addresses as names.
            if name.contains(':') { format!("[{name}]") } else { name }
        }
        (1, 4) => format!("[{}]", Ipv6Addr::from(read::<16>(stream).await?)),
        _ => return Err(ErrorKind::Unsupported.into()),
    };
    let port = u16::from_be_bytes(read(stream).await?);
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
    Ok((host, port))
}

async fn read<const N: usize>(stream: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes).await?;
    Ok(bytes)
}
