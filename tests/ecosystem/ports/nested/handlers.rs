//! The handlers.

use actix_web::{
    HttpResponse, Responder,
    web::{Json, Path},
};

pub(super) async fn products() -> impl Responder {
    Json(["nut", "bolt"])
}

pub(super) async fn add_product(name: Json<String>) -> impl Responder {
    HttpResponse::Created().json(name)
}

pub(super) async fn product(id: Path<u32>) -> impl Responder {
    Json(*id)
}

pub(super) async fn remove_product(_: Path<u32>) -> impl Responder {
    HttpResponse::NoContent()
}

pub(super) async fn parts(product: Path<u32>) -> impl Responder {
    Json([*product])
}

pub(super) async fn add_part(product: Path<u32>, name: Json<String>) -> impl Responder {
    HttpResponse::Created().json((*product, name.into_inner()))
}

pub(super) async fn part(ids: Path<(u32, u32)>) -> impl Responder {
    Json(ids.into_inner())
}

pub(super) async fn remove_part(_: Path<(u32, u32)>) -> impl Responder {
    HttpResponse::NoContent()
}
