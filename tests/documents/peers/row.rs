//! A row: an option of the peer and the equivalent here, which are compiled, run and compared.

use std::pin::Pin;

use super::{claim::claim, pages::Seen};

/// What pages see of the peer's application and of ours.
pub(super) type Compared = Pin<Box<dyn Future<Output = (Result<Vec<Seen>, String>, Vec<Seen>)>>>;

/// The policy with which every row begins, and nothing else.
pub(super) const APP: &str = "policy = App";

pub(super) struct Row {
    /// The peer's functions that it is about.
    pub(super) names: &'static [&'static str],
    pub(super) there: &'static str,
    pub(super) here: &'static str,
    /// Why it cannot be said here, or what to do instead. `here` is the nearest then.
    pub(super) why: &'static str,
    /// An attribute that says it nevertheless, and does not compile, with its rule.
    pub(super) refused: Option<(&'static str, &'static str)>,
    pub(super) compare: fn() -> Compared,
}

impl Row {
    pub(super) async fn markdown(&self) -> String {
        let (theirs, ours) = (self.compare)().await;
        let answers = match theirs {
            Ok(theirs) => claim(&theirs, &ours),
            Err(message) => format!("there it does not start: “{message}”"),
        };
        let here = match (self.refused, self.why) {
            (None, "") => code(self.here),
            (None, why) if self.here == APP => format!("nothing. {why}"),
            (None, why) => format!("{}. {why}", code(self.here)),
            (Some((attribute, rule)), why) => {
                format!("not {}: [`{rule}`][rules#{rule}]. {why} Nearest: {}", code(attribute), code(self.here))
            }
        };
        format!("| {} | {here} | {answers} |\n", code(self.there))
    }
}

/// Code in a cell of a table, on one line.
fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text =
        text.replace("no_origin().", "").replace("base().", "").replace("policy = App, ", "").replace('|', "\\|");
    format!("`{text}`")
}

/// `row!([names], theirs, cors(ours))`, then what else a row has.
macro_rules! row {
    ([$($name:literal),+], $theirs:expr, $handlers:ident cors($($ours:tt)*) $(, why = $why:literal)? $(, refused = $attribute:literal $rule:literal)?) => {
        $crate::peers::row::Row {
            names: &[$($name),+],
            there: stringify!($theirs),
            here: stringify!($($ours)*),
            why: concat!("", $($why)?),
            refused: [$(($attribute, $rule))?].first().copied(),
            compare: || Box::pin(async {
                #[cors($($ours)*)]
                struct Policy;
                let theirs = std::panic::AssertUnwindSafe(async { seen(&theirs($theirs).await) });
                (
                    futures_util::FutureExt::catch_unwind(theirs).await.map_err($crate::peers::message),
                    seen(&ours($handlers(Policy)).await),
                )
            }),
        }
    };
}
pub(super) use row;
