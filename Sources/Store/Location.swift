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
