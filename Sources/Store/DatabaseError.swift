internal import CSQLite

/// The database could not do what it was asked to.
package struct DatabaseError: Error, Equatable {
    /// What a caller can do something about.
    package enum Kind: Equatable, Sendable {
        /// Another process holds the file.
        case locked
        /// The file is not a database, or not one that this version wrote.
        case notOurs
        /// The disk, or the size allowed to the database, is full.
        case full
        /// The file cannot be opened, read or written.
        case io
        /// The file is a database but its content makes no sense.
        case corrupt
        case other
    }

    package let kind: Kind
    /// SQLite's extended result code.
    package let code: Int32
    /// SQLite's name of the primary result code, for example "SQLITE_FULL".
    package let name: String
    /// What happened to which file, in one line.
    package let message: String
    /// The statement that failed, if it was one.
    package let sql: String?

    package init(code: Int32, message: String, sql: String? = nil) {
        let primary = code & 0xFF
        self.init(Self.kind(ofPrimaryCode: primary), code: code, message: message, sql: sql)
    }

    package init(_ kind: Kind, code: Int32, message: String, sql: String? = nil) {
        self.kind = kind
        self.code = code
        self.name = Self.name(ofPrimaryCode: code & 0xFF)
        self.message = message
        self.sql = sql
    }

    /// The failure that a connection has just reported.
    init(_ handle: OpaquePointer, code: Int32, sql: String?) {
        let file = Self.file(of: handle)
        let said = String(cString: sqlite3_errmsg(handle))
        let isBusy = Self.kind(ofPrimaryCode: code & 0xFF) == .locked
        let message = isBusy ? "\(file) is in use by another process (\(said))" : "\(file): \(said)"
        self.init(code: code, message: message, sql: sql)
    }

    /// The content of `file` contradicts itself.
    package static func corrupt(_ file: String, _ what: String) -> DatabaseError {
        DatabaseError(code: SQLITE_CORRUPT, message: "\(file): \(what)")
    }

    /// What to call a connection's file in a message.
    static func file(of handle: OpaquePointer) -> String {
        guard let name = sqlite3_db_filename(handle, "main"), name.pointee != 0 else {
            return "the in-memory database"
        }
        return String(cString: name)
    }

    private static func kind(ofPrimaryCode code: Int32) -> Kind {
        switch code {
        case SQLITE_BUSY, SQLITE_LOCKED: .locked
        case SQLITE_NOTADB: .notOurs
        case SQLITE_FULL: .full
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM: .io
        case SQLITE_CORRUPT, SQLITE_FORMAT: .corrupt
        default: .other
        }
    }

    private static func name(ofPrimaryCode code: Int32) -> String {
        switch code {
        case SQLITE_ERROR: "SQLITE_ERROR"
        case SQLITE_PERM: "SQLITE_PERM"
        case SQLITE_BUSY: "SQLITE_BUSY"
        case SQLITE_LOCKED: "SQLITE_LOCKED"
        case SQLITE_NOMEM: "SQLITE_NOMEM"
        case SQLITE_READONLY: "SQLITE_READONLY"
        case SQLITE_IOERR: "SQLITE_IOERR"
        case SQLITE_CORRUPT: "SQLITE_CORRUPT"
        case SQLITE_FULL: "SQLITE_FULL"
        case SQLITE_CANTOPEN: "SQLITE_CANTOPEN"
        case SQLITE_CONSTRAINT: "SQLITE_CONSTRAINT"
        case SQLITE_MISUSE: "SQLITE_MISUSE"
        case SQLITE_NOTADB: "SQLITE_NOTADB"
        default: "SQLite result code \(code)"
        }
    }
}

extension DatabaseError: CustomStringConvertible {
    /// One line for a person: the file, what happened to it, and the statement if there was one.
    package var description: String {
        // Code 0 is our own finding: SQLite had nothing to object to.
        let cause = code == 0 ? message : "\(message) [\(name)]"
        guard let sql else { return cause }
        return "\(cause) in: \(sql.split(whereSeparator: \.isWhitespace).joined(separator: " "))"
    }
}
