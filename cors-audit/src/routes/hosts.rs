//! Hosts under which one route may be asked and another may not.

use std::fmt;

/// The hosts that pass every list of a route: that of its policy, and those of the routers around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hosts {
    /// There is no list.
    All,
    /// These.
    Listed(Vec<Host>),
}

/// A host with its ports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Host {
    name: String,
    ports: Ports,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Ports {
    /// `localhost:*`.
    Any,
    /// No port, 80 and 443.
    Default,
    /// This.
    One(String),
}

impl Hosts {
    /// The hosts of all lists. An empty list allows every host.
    pub(crate) fn of<'l>(lists: impl Iterator<Item = &'l [String]>) -> Self {
        lists.filter(|list| !list.is_empty()).map(|list| list.iter().map(|host| Host::of(host)).collect()).fold(
            Hosts::All,
            |hosts, list: Vec<Host>| match hosts {
                Hosts::All => Hosts::Listed(list),
                Hosts::Listed(hosts) => Hosts::Listed(common(&hosts, &list)),
            },
        )
    }

    /// Returns whether each of the other hosts is one of these.
    pub(crate) fn cover(&self, others: &Hosts) -> bool {
        match (self, others) {
            (Hosts::All, _) => true,
            (Hosts::Listed(_), Hosts::All) => false,
            (Hosts::Listed(own), Hosts::Listed(others)) => {
                others.iter().all(|other| own.iter().any(|host| host.common(other).as_ref() == Some(other)))
            }
        }
    }

    /// Returns whether the lists have no host in common, so that every request is refused.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Hosts::Listed(hosts) if hosts.is_empty())
    }

    /// The elements, for a report.
    pub(crate) fn elements(&self) -> Vec<String> {
        match self {
            Hosts::All => Vec::new(),
            Hosts::Listed(hosts) => hosts.iter().map(Host::to_string).collect(),
        }
    }
}

/// The hosts that are in both lists.
fn common(list: &[Host], others: &[Host]) -> Vec<Host> {
    let pairs = list.iter().flat_map(|host| others.iter().filter_map(move |other| host.common(other)));
    let mut found = Vec::new();
    for host in pairs {
        if !found.contains(&host) {
            found.push(host);
        }
    }
    found
}

impl Host {
    fn of(text: &str) -> Self {
        let (name, ports) = match text.rsplit_once(':') {
            Some((name, "*")) => (name, Ports::Any),
            Some((name, port)) if !port.contains(']') => (name, Ports::One(port.to_owned())),
            _ => (text, Ports::Default),
        };
        Host { name: name.to_ascii_lowercase(), ports }
    }

    /// The authorities of both.
    fn common(&self, other: &Host) -> Option<Host> {
        let ports = match (&self.ports, &other.ports) {
            (Ports::Any, ports) | (ports, Ports::Any) => ports,
            (one, other) if one == other => one,
            (Ports::Default, one @ Ports::One(port)) | (one @ Ports::One(port), Ports::Default)
                if port == "80" || port == "443" =>
            {
                one
            }
            _ => return None,
        };
        (self.name == other.name).then(|| Host { name: self.name.clone(), ports: ports.clone() })
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.ports {
            Ports::Any => write!(f, "{}:*", self.name),
            Ports::Default => f.write_str(&self.name),
            Ports::One(port) => write!(f, "{}:{port}", self.name),
        }
    }
}
