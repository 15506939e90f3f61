use cors_axum::cors;

#[cors(origins = [
    "*://app.example.com",
    "https://*",
    "https://app-*.example.com",
    "https://*app.example.com",
    "https://app.*.example.com",
    "https://*.*.example.com",
    "https://app.example.*",
    "https://app.example.com:80*",
    "https://*.1.2.3.4",
    "https://*.[2001:db8::1]",
    "https://*.com",
    "*.example.com",
])]
struct Patterns;

fn main() {}
