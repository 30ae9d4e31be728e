import Exchange
import Wire

/// A call of a method as JSON-RPC 2.0 has it.
struct SocketRequest {
    /// The request's own name for its reply. Without one it is not a notification here: it is answered too,
    /// under 0, as the real exchange does.
    enum ID: Equatable {
        case absent
        /// A number or a string, which goes back byte for byte as it came.
        case given([UInt8])
    }

    let id: ID
    let method: String
    let params: JSONItem?

    /// Reads a request. `id` is set as soon as it is known, for a reply to a request that is wrong otherwise.
    init(_ text: [UInt8], id: inout ID) throws(RPCError) {
        var object = try Self.object(text)
        id = try Self.id(in: &object)
        self.id = id
        if let version = object.item("jsonrpc") {
            guard version.text?.string == "2.0" else {
                throw .request("jsonrpc: must be \"2.0\" or left out")
            }
        }
        guard let method = object.item("method")?.text else {
            throw .request("method: must be a JSON string")
        }
        self.method = method.string
        params = object.item("params")
    }

    private static func object(_ text: [UInt8]) throws(RPCError) -> JSONMembers {
        var object = JSONMembers()
        do throws(JSONError) {
            try object.read(SharedBytes(text))
        } catch {
            throw RPCError(.parse, "Parse error", data: "\(error)")
        }
        guard object.isObject else {
            throw .request("expected one JSON object, batches are not understood")
        }
        return object
    }

    private static func id(in object: inout JSONMembers) throws(RPCError) -> ID {
        guard let id = object.item("id"), !id.isNull else { return .absent }
        guard id.isText || id.isNumber else { throw .request("id: must be a JSON number or string") }
        return .given(id.source.bytes)
    }
}

extension SocketRequest.ID {
    func append(to json: inout JSONWriter) {
        switch self {
        case .absent: json.integer(0)
        case .given(let source): json.rawValue(source)
        }
    }
}

/// The text of a reply: one line, members in the order of the real exchange, nothing that is null.
enum SocketResponse {
    static func result(_ result: [UInt8], to id: SocketRequest.ID, at now: Timestamp) -> [UInt8] {
        line(id, at: now) { json in
            json.key("result")
            json.rawValue(result)
        }
    }

    static func error(_ error: RPCError, to id: SocketRequest.ID, at now: Timestamp) -> [UInt8] {
        line(id, at: now) { json in
            json.key("error")
            error.append(to: &json)
        }
    }

    /// Times are in microseconds. A request takes none, by the clock that stands still while it is answered.
    private static func line(
        _ id: SocketRequest.ID, at now: Timestamp, _ content: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var json = JSONWriter(capacity: 1024)
        json.beginObject()
        json.key("jsonrpc")
        json.rawASCII("2.0")
        json.key("id")
        id.append(to: &json)
        content(&json)
        json.member("usIn", integer: now.milliseconds * 1000)
        json.member("usDiff", integer: 0)
        json.member("usOut", integer: now.milliseconds * 1000)
        json.endObject()
        json.endLine()
        return json.bytes
    }
}
