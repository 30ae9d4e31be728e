import Exchange
import Wire

/// A channel under the name that its subscribers know it by.
struct Subscription {
    let name: String
    var sockets: [SocketID] = []
    /// What was shown of a book last; nil for channels that show none at intervals.
    var view: BookView?

    init(name: String) { self.name = name }

    /// A notification, encoded once for all subscribers.
    func payload(_ data: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: 1024)
        json.beginObject()
        json.key("jsonrpc")
        json.rawASCII("2.0")
        json.key("method")
        json.rawASCII("subscription")
        json.key("params")
        json.beginObject()
        json.member("channel", name)
        json.key("data")
        data(&json)
        json.endObject()
        json.endObject()
        json.endLine()
        return json.bytes
    }
}

/// A part of a book as it was shown last.
struct BookView {
    let book: BookDepth
    /// The number that it was shown under.
    let sequence: Int64
    let shownAt: Timestamp
}
