use cors_axum::cors;

#[cors(origins = |_| true)]
async fn closure() {}

#[cors(origins = move |origin, _request| origin.ends_with(".example.com"))]
async fn moving_closure() {}

#[cors(origins = async |_| true)]
async fn async_closure() {}

#[cors(origins = AllowOrigin::mirror_request())]
async fn call() {}

#[cors(origins = is_allowed(origin))]
async fn call_with_arguments() {}

#[cors(origins = tower_http::cors::Any)]
async fn path_to_a_keyword() {}

#[cors(origins = mirror)]
async fn mirror() {}

#[cors(origins = request)]
async fn request() {}

#[cors(origins = "mirror")]
async fn quoted() {}

#[cors(origins = any_origin)]
async fn any_origin() {}

#[cors(origins = [|_| true, "https://app.example.com", mirror, "request", "ALL", is_allowed(origin)])]
async fn in_a_list() {}

#[cors(origins = ["https://app.example.com"], dev_origins = "*")]
async fn everybody_while_developing() {}

#[cors(origins = ["https://app.example.com"], dev_origins = |_| true)]
async fn whoever_asks_while_developing() {}

fn main() {}
