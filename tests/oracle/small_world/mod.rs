//! Every small application, and every sequence of two requests of a page to it.
//!
//! An application has one or two paths, each with one or two handlers: for GET, HEAD, POST, PUT or all other methods, with a
//! policy of a small alphabet or without one, and then added in each way that there is. `worlds` lists them, and says which of
//! them are left out because another one stands for them. A page makes every request that there is, and then every request
//! again, in the same browser; and every request once more after all that can be granted has been granted. `never` says what
//! must not happen.
//!
//! The browser is the model of the Fetch standard, and the applications are real ones, called in this thread. Each is asked
//! everything that the page can ask twice, and has to answer alike; then the browser is run on these answers. A request that
//! leaves nothing in the browser's memory leaves a new browser, and requests that leave the same stand for each other; so not
//! every sequence has to be run to be checked.

mod page;
mod worlds;

use cors_tests::driver::Driver;
use tokio::runtime::Builder;

use self::page::{Answers, Page};
use crate::{on_actix, on_axum, properties::Framework, world::World};

/// What has been checked, so that the test cannot become smaller without notice.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Checked {
    applications: usize,
    sequences: usize,
    /// Requests that reached a handler without a preflight that they need, because of an earlier one.
    remembered: usize,
    /// Requests that reached a handler after a preflight.
    granted: usize,
}

async fn check(app: &impl Driver, world: &World, page: &Page, checked: &mut Checked) -> Result<(), String> {
    let answers = Answers::of(app, page).await?;
    checked.applications += 1;
    page.check(world, &answers, checked)
}

fn every_small_application(framework: Framework) -> Checked {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let pages = [1, 2].map(Page::of);
    let (mut checked, mut failures) = (Checked::default(), Vec::new());
    for world in worlds::all(framework) {
        let page = &pages[world.places.len() - 1];
        let result = runtime.block_on(async {
            match framework {
                Framework::Axum => check(&on_axum::serve(&world), &world, page, &mut checked).await,
                Framework::Actix => check(&on_actix::serve(&world).await, &world, page, &mut checked).await,
            }
        });
        if let Err(why) = result {
            failures.push(format!("{why}\n{world:?}"));
        }
    }
    let count = failures.len();
    let first = failures.first().map_or("", String::as_str);
    assert_eq!(count, 0, "of {} applications on {framework:?}, the first: {first}", checked.applications);
    checked
}

fn is_checked_whole(framework: Framework) {
    let checked = every_small_application(framework);
    let Checked { applications, sequences, remembered, granted } = checked;
    assert!(applications >= 5_200 && sequences >= 3_700_000, "{checked:?}");
    // A server that grants nothing, or whose grants are never remembered, is safe and useless.
    assert!(granted >= 10_000 && remembered >= 10_000, "{checked:?}");
}

#[test]
fn every_small_application_on_axum() {
    is_checked_whole(Framework::Axum);
}

#[test]
fn every_small_application_on_actix() {
    is_checked_whole(Framework::Actix);
}
