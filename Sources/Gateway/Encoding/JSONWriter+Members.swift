import Exchange
import Wire

extension JSONWriter {
    mutating func member(_ name: StaticString, integer: Int64) {
        key(name)
        self.integer(integer)
    }

    mutating func member(_ name: StaticString, bool: Bool) {
        key(name)
        self.bool(bool)
    }

    /// A point in time in milliseconds.
    mutating func member(_ name: StaticString, _ time: Timestamp) { member(name, integer: time.milliseconds) }

    /// A point in time in nanoseconds, as keys and tokens have them; 0 for one that is not yet.
    mutating func member(_ name: StaticString, nanoseconds time: Timestamp?) {
        member(name, integer: (time?.milliseconds ?? 0) * 1_000_000)
    }
}

extension Answer {
    /// 200 with `{"results":[…]}`.
    static func results(_ write: (inout JSONWriter) -> Void) -> Answer {
        .json(
            Gateway.object { json in
                json.key("results")
                json.beginArray()
                write(&json)
                json.endArray()
            })
    }
}
