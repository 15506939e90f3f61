//! The application of the test bed on axum.

macro_rules! release {
    ($name:ident, $($policies:tt)*) => {
        pub(crate) mod $name {
            use axum::{Json, http::StatusCode};
            use cors_axum::{CorsRouter, cors, with_policy};

            use crate::bed::app::{count_change, policies};

            policies!($($policies)*);

            async fn change() -> StatusCode {
                count_change();
                StatusCode::NO_CONTENT
            }

            async fn change_by_json(Json(_new): Json<String>) -> StatusCode {
                change().await
            }

            fn router() -> CorsRouter {
                CorsRouter::new()
                    .route(
                        "/users",
                        with_policy(Frontend).get(|| async { ([TOTAL], "[1, 2]") }).post(change_by_json),
                    )
                    .route("/users/{id}", with_policy(Frontend).get(|| async { "1" }))
                    .route("/users/{id}", with_policy(Admin).put(change).delete(change))
                    // A session is missing.
                    .route("/account", with_policy(Frontend).get(|| async { StatusCode::UNAUTHORIZED }))
                    .route("/catalog", with_policy(Listed).get(|| async { ([CACHEABLE], "42") }))
                    .route("/prices", with_policy(Public).get(|| async { ([CACHEABLE], "42") }))
                    .route("/transfers", with_policy(Enforced).get(|| async { "42" }).post(change))
                    .route("/hosted", with_policy(Hosted).get(|| async { "42" }))
                    .route("/own", with_policy(Own).get(|| async { "42" }))
                    .route("/settings", with_policy(OwnEnforced).get(|| async { "42" }).patch(change))
                    .route_without_cors("/metrics", axum::routing::get(|| async { "up 1" }))
            }

            pub(crate) fn serve(listener: std::net::TcpListener) -> (String, impl Future<Output = ()> + Send) {
                let router = router();
                let inventory = serde_json::to_string(&router.inventory()).expect("JSON");
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                (inventory, async { axum::serve(listener, router.into_make_service()).await.expect("it serves") })
            }
        }
    };
}

release!(declared, "https://app.example.com", ["content-type"]);
release!(older, "https://www.example.com", ["content-type"]);
release!(looser, "https://app.example.com", ["content-type", "x-debug"], credentials);
release!(debug, "https://app.example.com", ["content-type"]; dev = "http://localhost:5173");
