//! The policies of all patterns.

use cors_core::{Inventory, InventoryRow, Mounted, PathPolicies, RowKind};

use super::{
    path::DeclaredPath,
    policies::{DeclaredError, DeclaredOptions, Policies},
};

/// The policies of an application, read back from its [`Inventory`].
///
/// What the application decides about a request can be computed without it: by [`DeclaredPath::explain`]. Origins that only a source
/// knows are those of [`DeclaredOptions::with_known_origins`].
///
/// ```
/// use cors_browser::{Declared, DeclaredOptions};
/// use cors_core::{Inventory, InventoryRow, Policy, RowKind};
///
/// let rows = [InventoryRow::new("/users/{id}", RowKind::Route, Some("GET"), Some(&Policy::SAME_ORIGIN))];
/// let declared = Declared::new(&Inventory::from_iter(rows), DeclaredOptions::default())?;
/// assert_eq!(declared.path(RowKind::Route, "/users/{id}").unwrap().rows().len(), 1);
/// # Ok::<(), cors_browser::DeclaredError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Declared {
    paths: Vec<DeclaredPath>,
}

impl Declared {
    /// Makes the policies of an inventory. Each different policy stays in memory until the program ends.
    ///
    /// # Errors
    ///
    /// If a policy breaks a rule that cannot be acknowledged.
    pub fn new(inventory: &Inventory, options: DeclaredOptions) -> Result<Self, DeclaredError> {
        let mut policies = Policies::new(options);
        let mut paths: Vec<DeclaredPath> = Vec::new();
        for row in inventory.rows() {
            // Rows of one pattern follow each other, but a pattern can be that of a route and a prefix.
            let same_pattern = paths.iter_mut().rev().take_while(|path| path.pattern() == row.pattern);
            match same_pattern.into_iter().find(|path| path.kind() == row.kind) {
                Some(path) => add(row, path, &mut policies)?,
                None => {
                    let mut path = DeclaredPath { rows: Vec::new(), policies: PathPolicies::new(), hosts: Vec::new() };
                    add(row, &mut path, &mut policies)?;
                    paths.push(path);
                }
            }
        }
        Ok(Declared { paths })
    }

    /// The policies, one element for each pattern.
    #[must_use]
    pub fn paths(&self) -> &[DeclaredPath] {
        &self.paths
    }

    /// The policies of a pattern, as the inventory writes it.
    #[must_use]
    pub fn path(&self, kind: RowKind, pattern: &str) -> Option<&DeclaredPath> {
        self.paths.iter().find(|path| path.kind() == kind && path.pattern() == pattern)
    }
}

fn add(row: &InventoryRow, path: &mut DeclaredPath, made: &mut Policies) -> Result<(), DeclaredError> {
    let method = row.method.as_deref();
    let mounted = method.as_ref().map_or(Mounted::Any, |method| Mounted::Methods(std::slice::from_ref(method)));
    match &row.policy {
        Some(policy) => path.policies.mount(mounted, made.policy(policy)?),
        None => path.policies.mount_without_policy(mounted),
    }
    for hosts in &row.router_hosts {
        let hosts = made.hosts(hosts)?;
        if !path.hosts.contains(&hosts) {
            path.hosts.push(hosts);
        }
    }
    path.rows.push(row.clone());
    Ok(())
}
