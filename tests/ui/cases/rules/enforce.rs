use cors_axum::cors;

#[cors(origins = "*", enforce)]
async fn everybody() {}

#[cors(origins = ["https://app.example.com"], enforce = true)]
async fn a_flag() {}

#[cors(origins = ["https://app.example.com"], block_on_origin_mismatch)]
async fn another_name() {}

fn main() {}
