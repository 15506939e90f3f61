//! Every option and every legal mix.

use axum::Json;
use axum_extra::{
    TypedHeader,
    headers::{Authorization, authorization::Bearer},
};
use cors_axum::{CorsRouter, NamedPolicy, Origins, cors, routes};

#[cors(origins = "*", allow_headers = ["*", "authorization"], expose_headers = "*", max_age = 0)]
struct Public;

#[cors(origins = ["*"], allow_headers = "*")]
struct PublicInBrackets;

#[cors(origins = [
    "tauri://localhost",
    "capacitor://localhost",
    "chrome-extension://cjpalhdlnbpafiamejdnhcphjbkeiagm",
    "app://obsidian.md",
    "app://.",
], credentials)]
struct Applications;

#[cors(origins = [
    "https://my_app.example.com",
    "https://-edge-.example.com",
    "https://example.com.",
    "https://xn--bcher-kva.example",
    "https://192.0.2.1:8443",
    "https://[2001:db8::1]",
    "https://*.example.org:*",
    r"https://raw.example",
    "https:\u{2f}/escaped.example",
])]
struct Hosts;

#[cors(
    origins = ["http://localhost:3000", "http://kiosk.example.com", "https://*.github.io"],
    credentials,
    allow(localhost_origin, reason = "a program on the same machine"),
    allow(insecure_origin, public_suffix_wildcard, reason = "a network of our own"),
)]
struct Acknowledged;

#[cors(origins = ["https://app.example.com"], dev_origins = ["http://localhost:*", "http://*.localhost:5173"], credentials)]
struct Developed;

#[cors(
    origins = ["https://app.example.com", "moz-extension://*", "safari-web-extension://*"],
    credentials,
    allow(any_installation, reason = "each installation of our extension has another host"),
)]
struct Extension;

#[cors(same_origin)]
struct Closed;

#[cors(
    same_origin,
    dev_origins = ["http://localhost:5173"],
    credentials,
    allow_headers = ["content-type"],
    expose_headers = ["x-total-count"],
    max_age = "10m",
)]
struct DevelopedBesideProduction;

#[cors(policy = DevelopedBesideProduction, max_age = "1m")]
struct DevelopedAndOverridden;

#[cors(policy = DevelopedBesideProduction)]
async fn developed(_: Json<u8>) {}

#[cors(policy = Applications, same_origin, dev_origins = ["http://localhost:5173"], allow_headers = ["content-type"])]
async fn developed_here(_: Json<u8>) {}

#[cors(policy = Closed, dev_origins = ["http://localhost:5173"], credentials, allow_headers = ["content-type"])]
async fn developed_and_closed(_: Json<u8>) {}

#[cors(policy = Acknowledged, max_age = "10m")]
struct StartedFromAnother;

#[cors(policy = Public, allow_headers = ["authorization"])]
async fn read(_: TypedHeader<Authorization<Bearer>>) {}

#[cors(
    policy = StartedFromAnother,
    allow(json_without_content_type, reason = "it is sent as text/plain"),
    allow(forgeable, reason = "it changes nothing"),
)]
async fn create(_: Option<Json<u8>>) {}

#[cors(policy = Closed)]
async fn closed(_: Json<u8>) {}

#[cors(policy = Applications, same_origin)]
async fn closed_here() {}

#[cors(origins = "*", methods = [GET, QUERY, "M-SEARCH"])]
async fn narrowed() {}

fn main() {
    assert_eq!(Public::POLICY.origins(), Origins::Any);
    assert_eq!(Public::POLICY.allow_headers_value(), Some("*, authorization"));
    assert_eq!(PublicInBrackets::POLICY.allow_headers_value(), Some("*"));
    assert_eq!(Closed::POLICY.origins(), Origins::SameOrigin);
    let Origins::Listed(hosts) = Hosts::POLICY.origins() else { panic!() };
    assert!(hosts.find("https://escaped.example").is_some());
    assert!(Developed::POLICY.dev_origins().find("http://app.localhost:5173").is_some());
    for policy in [DevelopedBesideProduction::POLICY, DevelopedAndOverridden::POLICY] {
        assert_eq!(policy.origins(), Origins::SameOrigin);
        assert!(policy.dev_origins().find("http://localhost:5173").is_some());
    }
    let Origins::Listed(extension) = Extension::POLICY.origins() else { panic!() };
    for origin in ["moz-extension://2c127fa4-62c7", "safari-web-extension://140BB581-A2C0"] {
        assert!(extension.find(origin).is_some_and(|found| found.may_send_credentials()));
    }
    assert!(extension.find("chrome-extension://cjpalhdlnbpafiamejdnhcphjbkeiagm").is_none());
    let _: CorsRouter = CorsRouter::new()
        .route("/", routes![get(read), post(create), put(closed), delete(closed_here)])
        .route("/any", routes![any(narrowed)])
        .route("/developed", routes![get(developed), post(developed_here), put(developed_and_closed)]);
}
