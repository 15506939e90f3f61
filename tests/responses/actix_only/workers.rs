//! A server with several workers, over real sockets: every one enforces the same table.

use std::{
    collections::BTreeSet,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use actix_web::{App, HttpServer, get, rt::System, web};
use cors_actix::{WithCors, cors, routes};

const WORKERS: usize = 4;

#[cors(origins = ["https://app.example.com"])]
#[get("/worker")]
async fn worker(number: web::Data<usize>) -> String {
    number.to_string()
}

/// The whole response to one request on a connection of its own.
fn exchange(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut response = String::new();
    stream.read_to_string(&mut response).expect("it is answered");
    response.to_ascii_lowercase()
}

#[test]
fn all_workers_answer_alike() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("its number");
    let (ready, handle) = std::sync::mpsc::channel();
    let server = thread::spawn(move || {
        System::new().block_on(async move {
            let made = Arc::new(AtomicUsize::new(0));
            let application = move || {
                let number = made.fetch_add(1, Ordering::Relaxed);
                App::new().with_cors().service(routes![worker]).app_data(web::Data::new(number)).finish()
            };
            let server = HttpServer::new(application).workers(WORKERS).disable_signals();
            let server = server.listen(listener).expect("it listens").run();
            ready.send(server.handle()).expect("the test waits");
            server.await
        })
    });
    let handle = handle.recv().expect("a server");
    let mut seen = BTreeSet::new();
    let headers = "host: localhost\r\norigin: https://app.example.com\r\nconnection: close\r\n";
    for _ in 0..8 * WORKERS {
        let actual = exchange(address, &format!("GET /worker HTTP/1.1\r\n{headers}\r\n"));
        assert!(actual.contains("\r\naccess-control-allow-origin: https://app.example.com\r\n"), "{actual}");
        seen.extend(actual.lines().last().map(str::to_owned));
        let asks = format!("OPTIONS /worker HTTP/1.1\r\n{headers}access-control-request-method: GET\r\n\r\n");
        let preflight = exchange(address, &asks);
        assert!(preflight.starts_with("http/1.1 204"), "{preflight}");
        assert!(preflight.contains("\r\naccess-control-allow-methods: get\r\n"), "{preflight}");
    }
    assert!(seen.len() > 1, "only one worker has answered: {seen:?}");
    // The order is given at once; the server ends when it has been followed.
    drop(handle.stop(false));
    server.join().expect("no panic").expect("no error");
}
