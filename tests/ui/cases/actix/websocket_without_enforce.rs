use actix_web::{Error, HttpRequest, HttpResponse, get, web::Payload};
use cors_actix::{WithCors, cors};

#[cors(origins = ["https://app.example.com"], credentials)]
#[get("/chat")]
async fn chat(request: HttpRequest, payload: Payload) -> Result<HttpResponse, Error> {
    let (response, _session, _messages) = actix_ws::handle(&request, payload)?;
    Ok(response)
}

// No WebSocket.
#[cors(origins = ["https://app.example.com"])]
#[get("/upload")]
async fn upload(_payload: Payload) -> HttpResponse {
    HttpResponse::Ok().finish()
}

fn main() {
    let _ = actix_web::App::new().with_cors().service(cors_actix::routes![chat, upload]);
}
