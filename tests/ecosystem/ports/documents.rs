//! The documents of the two lists of things to do.

use cors_tests::exchange::request;
use serde_json::{Map, Value, json};

use super::{todo_actix, todo_axum};

/// `documented!` mounts and documents the same operations as utoipa's own crates, and adds the policy of each.
#[tokio::test]
async fn the_documents_are_the_same_but_for_the_policies() {
    for port in [todo_axum::port().await, todo_actix::port().await] {
        let plain = request("GET /openapi.json").send(&port.plain).await;
        let mut plain: Value = serde_json::from_str(&plain.body).expect("JSON");
        let typed = &port.typed.as_ref().expect("`typed.rs`").served;
        let mut typed: Value =
            serde_json::from_str(&request("GET /openapi.json").send(typed).await.body).expect("JSON");
        let policies: Vec<_> = operations(&mut typed).map(|operation| operation.remove("x-cors")).collect();
        assert_eq!(policies.len(), 5, "{}", port.title);
        for policy in policies {
            assert_eq!(policy.expect("x-cors")["origins"], json!(["https://app.example.com"]), "{}", port.title);
        }
        assert_eq!(operations(&mut plain).count(), 5);
        assert_eq!(plain, typed, "{}", port.title);
    }
}

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let paths = document["paths"].as_object_mut().expect("paths").values_mut();
    paths.flat_map(|path| path.as_object_mut().expect("operations").values_mut()).filter_map(Value::as_object_mut)
}
