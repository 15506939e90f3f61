//! What random applications have found, each with a name.

use crate::{
    ask::Ask,
    judge::Judge,
    properties::Framework,
    random::Scenario,
    world::{Added, Answer, Enforce, Origins, Place, World, Written},
};

/// A handler for any method, narrowed to `GET` and closed to others by `enforce`, ran for a `POST` of any origin.
fn narrowed_and_enforced() -> Scenario {
    let policy = Written {
        origins: Origins::Listed(vec!["https://app.example.com"]),
        methods: Some(vec!["GET"]),
        enforce: Enforce::Refuse,
        ..Written::default()
    };
    let answer = Answer { status: 200, vary: None, careless: false };
    let origins = ["https://app.example.com", "https://evil.test"];
    let asks = ["GET", "POST", "PUT"].into_iter().flat_map(|method| origins.map(|origin| Ask::new(0, method, origin)));
    Scenario {
        asks: asks.collect(),
        world: World {
            policies: vec![policy],
            places: vec![Place {
                on: Vec::new(),
                any: Some(Some(0)),
                added: Added::Beside,
                answer,
                is_foreign: false,
                hosts: Vec::new(),
            }],
            hosts: Vec::new(),
            fallback: None,
            framework: Framework::Axum,
        },
    }
}

#[tokio::test]
async fn narrowing_a_handler_does_not_let_others_reach_it_by_other_methods() {
    for framework in [Framework::Axum, Framework::Actix] {
        for judge in Judge::ALL {
            let judged = framework.judged(judge, narrowed_and_enforced()).await;
            assert_eq!(judged, Ok(()), "{judge:?} on {framework:?}");
        }
    }
}
