/// Where a database lives.
package enum Location: Equatable, Sendable {
    case file(String)
    /// Gone when it is closed.
    case memory

    /// The name that SQLite knows it by.
    ///
    /// To SQLite some names are not files: ":memory:", and "file:…", which it takes for a URI where it was
    /// built to. A relative path with "./" before it is always a file.
    var name: String {
        switch self {
        case .memory: ":memory:"
        case .file(let path): path.hasPrefix("/") ? path : "./\(path)"
        }
    }
}

/// What a committed turn survives.
package enum Durability: String, CaseIterable, Sendable {
    /// The end of this process, however sudden. A power failure may take the last turns.
    case normal
    /// A power failure as well, for one `fsync` a turn.
    case full

    /// The value of `PRAGMA synchronous` that means this in WAL mode.
    var synchronous: String {
        switch self {
        case .normal: "NORMAL"
        case .full: "FULL"
        }
    }
}
