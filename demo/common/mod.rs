//! Code that both demos share.

mod files;
mod ports;
mod sessions;
mod users;
mod wire;

pub(crate) use self::{
    files::{File, OF_BOTH, OF_PAGE, OF_STRANGER, TEXT},
    ports::{Origins, Ports},
    sessions::Sessions,
    users::{NewUser, User, Users},
    wire::{LONGEST_BODY, Recorded, Response, Wire},
};
