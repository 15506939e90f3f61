//! `CORS_INVENTORY`: a program writes its inventory and ends.

#[cfg(debug_assertions)]
use std::net::{Ipv4Addr, TcpListener};
use std::{fs, process::Output};

use cors_core::Inventory;

use crate::{
    folder,
    program::{Program, binary},
};

const FILE: &str = "inventory.json";

/// A release build does not read the variable, so there the demo would not end.
#[cfg(debug_assertions)]
pub(crate) fn a_variable_makes_a_server_write_its_inventory_and_end(example: &str) {
    let folder = folder(&format!("export-{example}"));
    // A port that is taken: the program ends before it needs one.
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let (output, message) = end(example, &[&port], FILE, &folder);
    assert!(output.status.success(), "{message}");
    assert_eq!(message, "CORS_INVENTORY: the inventory is written to inventory.json, and the program ends\n");

    let written = fs::read_to_string(folder.join(FILE)).expect("the file is written");
    let inventory: Inventory = serde_json::from_str(&written).expect("an inventory");
    assert_eq!(written, inventory.to_json() + "\n");
    let row = inventory.rows().iter().find(|row| row.handler.ends_with("::servers::api::delete_user")).expect("a row");
    let location = row.location.as_ref().expect("its place");
    assert!(location.file.ends_with("/servers/api.rs"), "{location:?}");
    let source = fs::read_to_string(crate::workspace().join(&location.file)).expect("the file is there");
    let line = source.lines().nth(location.line as usize - 1).expect("the line is there");
    assert!(line.starts_with("async fn delete_user("), "{line}");
}

pub(crate) fn the_inventory_is_written_to_the_standard_output_or_the_exit_code_is_1(example: &str) {
    let folder = folder(&format!("no-export-{example}"));
    let table = Program::output(example, &[]);
    assert!(table.starts_with("PATTERN "), "{table}");

    let (output, _) = end(example, &[], "", &folder);
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout) == table, "an empty variable is none");

    // The positive control of the tests of release builds.
    let is_read = cfg!(debug_assertions);
    let binary = fs::read(binary(example)).expect("the program can be read");
    for name in ["CORS_INVENTORY", "inventory6export"] {
        assert_eq!(binary.windows(name.len()).any(|text| text == name.as_bytes()), is_read, "{name}");
    }

    let (output, message) = end(example, &[], "-", &folder);
    let printed = String::from_utf8(output.stdout).expect("text");
    if is_read {
        assert_eq!(message, "CORS_INVENTORY: the inventory is written to the standard output, and the program ends\n");
        assert_eq!(printed, Program::output(example, &["--json"]));
        let (output, message) = end(example, &[], "no/such/folder", &folder);
        assert_eq!(output.status.code(), Some(1));
        let expected = "CORS_INVENTORY: the inventory cannot be written to no/such/folder: ";
        assert!(message.starts_with(expected) && message.lines().count() == 1, "{message}");
    } else {
        assert_eq!((printed, message.as_str()), (table, ""));
    }
}

/// What a program does under the variable until it ends, and its error output.
fn end(example: &str, arguments: &[&str], file: &str, folder: &std::path::Path) -> (Output, String) {
    let output = Program::end(example, arguments, &[("CORS_INVENTORY", file)], folder);
    let message = String::from_utf8(output.stderr.clone()).expect("text");
    (output, message)
}
