use cors_axum::cors;

#[cors(origins = [
    "app.example.com",
    "localhost:3000",
    "//app.example.com",
    "https:/app.example.com",
    "http//app.example.com",
    "https:",
    "",
    "1https://app.example.com",
    "https://app.example.com/users",
    "https://app.example.com/",
    "https://app.example.com\\users",
    "https://app.example.com?page=1",
    "https://app.example.com#top",
    "https://user:secret@app.example.com",
    " https://app.example.com",
    "https://app.example.com\n",
    "https://app.example.com https://www.example.com",
    "https://app.example.com,https://www.example.com",
    "https://app example.com",
    "HTTPS://app.example.com",
    "https://App.example.com",
    "https://bücher.example",
    "https://app.example。com",
    "https://ตัวอย่าง.example",
    "https://xn--a.example",
    "https://xn--example.com",
    "https://",
    "https://:8443",
    "https://app..example.com",
    "https://.example.com",
    "https://app<b>.example.com",
    "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example",
    "https://1.2.3.256",
    "https://1.2.3",
    "https://0x7f000001",
    "https://192.168.0.010",
    "https://2001:db8::1",
    "https://[2001:db8::g]",
    "https://[2001:db8::1",
    "https://[2001:DB8::1]",
    "https://[2001:db8:0:0::1]",
    "https://[fe80::1%eth0]",
    "https://app.example.com:",
    "https://app.example.com:https",
    "https://app.example.com:8443:8443",
    "https://app.example.com:65536",
    "https://app.example.com:08443",
    "https://app.example.com:443",
    "http://app.example.com:80",
    "\"https://app.example.com\"",
    "['https://app.example.com']",
    "true",
    "file:///srv/app/index.html",
    "file://",
    "blob:https://app.example.com/0a1b2c3d",
    "data:text/html,hello",
    "ws://app.example.com",
    "wss://app.example.com/socket",
])]
struct Origins;

#[cors(origins = ["**", ".*", "＊", "* ", "^https://app\\.example\\.com$", "https://(www|app).example.com", "%"])]
struct WildcardsOfOtherLanguages;

#[cors(origins = ["https://app.example.com"], dev_origins = ["localhost:5173"])]
struct DevOrigins;

#[cors(origins = "https://app.example.com")]
struct NoList;

fn main() {}
