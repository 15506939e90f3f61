use cors_axum::cors;

#[cors(origins = ["https://app.example.com"], credentials = true)]
async fn flag_with_a_value() {}

#[cors(same_origin = true)]
async fn other_flag_with_a_value() {}

#[cors(origins = ["https://app.example.com"], credentials = false)]
async fn flag_that_is_off() {}

#[cors(origins("https://app.example.com"))]
async fn parentheses() {}

#[cors(origins = "https://app.example.com")]
async fn no_list() {}

#[cors(origins: ["https://app.example.com"])]
async fn colon() {}

#[cors(origins = &["https://app.example.com"])]
async fn borrowed() {}

#[cors(origins = vec!["https://app.example.com"])]
async fn vec() {}

#[cors(origins = ("https://app.example.com", "https://www.example.com"))]
async fn tuple() {}

#[cors(origins = "https://app.example.com", "https://www.example.com")]
async fn no_brackets() {}

#[cors(origins = ["https://app.example.com", APP, 5, b"https://b.example", concat!("https://", "c.example")])]
async fn no_strings() {}

#[cors(origins = env!("ORIGINS"))]
async fn macro_call() {}

#[cors(origins = ["https://app.example.com",, "https://www.example.com"])]
async fn two_commas() {}

#[cors(origins = "*", allow_headers = "content-type")]
async fn no_list_of_headers() {}

#[cors(origins = "*", expose_headers = [x_total_count])]
async fn no_strings_in_headers() {}

#[cors(origins = "*", methods = "GET")]
async fn no_list_of_methods() {}

#[cors(origins = "*", methods = ["GET", Method::POST])]
async fn quoted_method() {}

#[cors(origins = "*", methods = [])]
async fn no_methods() {}

#[cors(origins = "*", max_age = "2 hours")]
async fn unknown_unit() {}

#[cors(origins = "*", max_age = "600")]
async fn no_unit() {}

#[cors(origins = "*", max_age = 600u32)]
async fn suffix() {}

#[cors(origins = "*", max_age = 1.5)]
async fn fraction() {}

#[cors(origins = "*", max_age = 2h)]
async fn unit_without_quotes() {}

#[cors(origins = "*", max_age = Duration::from_secs(600))]
async fn duration() {}

#[cors(policy = "Frontend")]
async fn quoted_policy() {}

#[cors(origins = "*", crate = "reexport")]
async fn quoted_crate() {}

#[cors(origins = "*", allow)]
async fn bare_allow() {}

#[cors(origins = ["http://app.example.com"], credentials, allow("insecure_origin", reason = "an intranet"))]
async fn quoted_rule() {}

#[cors(origins = ["http://app.example.com"], credentials, allow = insecure_origin)]
async fn allow_without_parentheses() {}

#[cors("https://app.example.com")]
async fn no_option() {}

#[cors(origins = "*" credentials)]
async fn no_comma() {}

fn main() {}
