/// Writes JSON text straight into a byte array.
///
/// Commas are placed by the writer; the caller opens, names and closes in the right order.
///
///     var writer = JSONWriter()
///     writer.beginObject()
///     writer.key("size")
///     writer.string("0.5")
///     writer.endObject()          // {"size":"0.5"}
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []

    /// Whether a value was just completed, so that the next one is set off from it.
    private var needsComma = false

    package init(capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    package mutating func beginObject() { open(Byte.openBrace) }

    package mutating func endObject() { close(Byte.closeBrace) }

    package mutating func beginArray() { open(Byte.openBracket) }

    package mutating func endArray() { close(Byte.closeBracket) }

    /// A member's name; its value comes next. Disfavoured so that a literal takes the overload below.
    @_disfavoredOverload
    package mutating func key(_ name: String) {
        separate()
        appendQuoted(name)
        bytes.append(Byte.colon)
        needsComma = false
    }

    /// A member's name written in the source: printable ASCII without quotes and backslashes.
    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(Byte.quote)
        append(name)
        bytes.append(Byte.quote)
        bytes.append(Byte.colon)
        needsComma = false
    }

    package mutating func string(_ value: String) {
        separate()
        appendQuoted(value)
        needsComma = true
    }

    /// A string whose bytes need no escape: digits, ids, words of the API.
    package mutating func rawASCII(_ value: StaticString) {
        separate()
        bytes.append(Byte.quote)
        append(value)
        bytes.append(Byte.quote)
        needsComma = true
    }

    /// A string whose bytes need no escape: digits, ids, words of the API.
    @_disfavoredOverload
    package mutating func rawASCII(_ value: String) {
        separate()
        bytes.append(Byte.quote)
        bytes.append(contentsOf: value.utf8)
        bytes.append(Byte.quote)
        needsComma = true
    }

    /// A string that the caller appends byte by byte; like `rawASCII`, for what needs no escape.
    package mutating func rawASCII(_ append: (inout [UInt8]) -> Void) {
        separate()
        bytes.append(Byte.quote)
        append(&bytes)
        bytes.append(Byte.quote)
        needsComma = true
    }

    package mutating func integer(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(Byte.minus) }
        bytes.append(decimal: value.magnitude)
        needsComma = true
    }

    package mutating func unsigned(_ value: UInt64) {
        separate()
        bytes.append(decimal: value)
        needsComma = true
    }

    package mutating func bool(_ value: Bool) {
        separate()
        append(value ? "true" : "false")
        needsComma = true
    }

    package mutating func null() {
        separate()
        append("null")
        needsComma = true
    }

    /// A number token as it stands; the caller vouches for its syntax.
    package mutating func rawNumber(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    package mutating func number(_ number: JSONNumber) { rawNumber(number.text) }

    /// A line feed, for whoever expects one after the text.
    package mutating func endLine() { bytes.append(Byte.lineFeed) }

    /// A complete value that was written before.
    package mutating func rawValue(_ value: [UInt8]) {
        separate()
        bytes.append(contentsOf: value)
        needsComma = true
    }
}

extension JSONWriter {
    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(Byte.comma) }
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func appendQuoted(_ text: String) {
        let source = text.utf8.span
        bytes.append(Byte.quote)
        var start = 0
        for index in source.indices where Self.needsEscape(source[index]) {
            bytes.append(copying: source.extracting(start..<index))
            appendEscape(source[index])
            start = index + 1
        }
        bytes.append(copying: source.extracting(start...))
        bytes.append(Byte.quote)
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < Byte.space || byte == Byte.quote || byte == Byte.backslash
    }

    /// Escapes what RFC 8259 §7 says must be; everything else is sent as UTF-8.
    private mutating func appendEscape(_ byte: UInt8) {
        switch byte {
        case Byte.quote: append("\\\"")
        case Byte.backslash: append("\\\\")
        case 0x08: append("\\b")
        case 0x0C: append("\\f")
        case Byte.lineFeed: append("\\n")
        case Byte.carriageReturn: append("\\r")
        case Byte.tab: append("\\t")
        default:
            append(byte < 0x10 ? "\\u000" : "\\u001")
            bytes.append(Self.hexDigit(byte & 0x0F))
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? Byte.zero + value : UInt8(ascii: "a") + value - 10
    }
}
