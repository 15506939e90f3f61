//! The command `probe`.

use std::{io::Write, sync::atomic::AtomicBool, time::Instant};

use cors_browser::{Declared, DeclaredOptions, DeclaredPath};
use futures_util::{StreamExt, stream};

use super::{
    gather::Gathered,
    path::{PathResult, Settings, probe_path},
    plan::{Plan, Planner},
    progress::Progress,
};
use crate::{
    command::cli::ProbeArgs,
    inventory::read_inventory,
    report::model::{Report, VERSION},
    wire::{client::Client, runtime::runtime, target::Target},
};

/// Paths that are asked at the same time: those of one path are asked one after another, because of caches.
const AT_A_TIME: usize = 8;

/// Probes a deployment.
pub(crate) fn probe(args: &ProbeArgs, err: &mut dyn Write) -> Result<Report, String> {
    let inventory = read_inventory(&args.inventory)?;
    let options = DeclaredOptions::default().with_known_origins(args.known_origins.iter().cloned());
    let options = if args.debug_build { options.with_dev_origins() } else { options };
    let declared = Declared::new(&inventory, options).map_err(|error| error.to_string())?;
    let target = Target::parse(&args.target)?;
    let plain = if target.is_https() { target.over_plain_http(args.http_port) } else { None };
    let settings = Settings {
        client: Client::new(&target, &args.wire)?,
        target,
        plain,
        is_plain_closed: AtomicBool::new(false),
        known_origins: args.known_origins.clone(),
        unsafe_methods: args.unsafe_methods,
    };
    let runtime = runtime()?;
    let start = Instant::now();
    let mut gathered = runtime.block_on(all_paths(&Planner::new(args, &declared), &settings, declared.paths(), err));
    gathered.finish();
    if settings.client.requests() == 0 {
        let reason = gathered.routes.iter().find_map(|route| route.reason.as_deref()).unwrap_or("there are no routes");
        return Err(format!("no route of the inventory was asked: {reason}"));
    }
    Ok(Report {
        version: VERSION,
        target: args.target.clone(),
        findings: gathered.findings,
        routes: gathered.routes,
        notes: notes(args, &settings, gathered.unauthorised),
        requests: settings.client.requests(),
        milliseconds: start.elapsed().as_millis().try_into().unwrap_or(u64::MAX),
    })
}

async fn all_paths(
    planner: &Planner<'_>,
    settings: &Settings,
    paths: &[DeclaredPath],
    err: &mut dyn Write,
) -> Gathered {
    let mut gathered = Gathered::default();
    let mut progress = Progress::new(paths.len(), err);
    let ask = |path| async move {
        let plan = planner.plan(path);
        let result = match &plan {
            Plan::Ask(filled) => Some(probe_path(settings, path, filled).await),
            Plan::Skip(_) => None,
        };
        (path, plan, result)
    };
    let mut add = |(path, plan, result): (&DeclaredPath, Plan, Option<PathResult>)| {
        gathered.add(path, &plan, result.as_ref());
        progress.advance();
    };
    // One after another until the server answers: one that never does holds up the probe for each request on its way.
    let mut rest = paths;
    while let (false, Some((path, after))) = (settings.client.has_answered(), rest.split_first()) {
        add(ask(path).await);
        rest = after;
    }
    let mut results = stream::iter(rest).map(ask).buffered(AT_A_TIME);
    while let Some(result) = results.next().await {
        add(result);
    }
    gathered
}

/// What the probe did not do.
fn notes(args: &ProbeArgs, settings: &Settings, unauthorised: usize) -> Vec<String> {
    let mut notes = vec![format!("Only {} was asked; no redirect was followed.", settings.target.origin())];
    if !args.unsafe_methods {
        notes.push(
            "Nothing was changed: only GET, HEAD and preflights were sent (`--unsafe-methods` sends all).".to_owned(),
        );
    }
    if unauthorised > 0 {
        notes.push(format!(
            "{unauthorised} routes are answered 401 or 403 in front of the program, so that only their preflights were judged: \
             pass `--header \"authorization: …\"`."
        ));
    }
    if let Some(plain) = &settings.plain {
        notes.push(format!("Plain HTTP was asked at {}.", plain.origin()));
    }
    notes
}
