/// Writes JSON text straight into a byte array.
///
/// Commas are placed by the writer; the caller opens, names and closes in the right order.
///
///     var writer = JSONWriter()
///     writer.beginObject()
///     writer.key("size")
///     writer.string("0.5")
///     writer.endObject()          // {"size":"0.5"}
public struct JSONWriter: ~Copyable {
    @usableFromInline var output: ByteWriter

    /// Whether a value was just completed, so that the next one is set off from it.
    @usableFromInline var needsComma = false

    /// `capacity` is what is expected; it matters above a kilobyte.
    package init(capacity: Int = 0) { output = ByteWriter(capacity: capacity) }

    /// The text so far.
    package var bytes: [UInt8] { mutating get { output.bytes } }

    /// Appends the text so far to an array.
    package mutating func copy(to output: inout [UInt8]) { self.output.copy(to: &output) }

    package mutating func beginObject() { open(Byte.openBrace) }

    package mutating func endObject() { close(Byte.closeBrace) }

    package mutating func beginArray() { open(Byte.openBracket) }

    package mutating func endArray() { close(Byte.closeBracket) }

    /// A member's name; its value comes next. Disfavoured so that a literal takes the overload below.
    @_disfavoredOverload
    package mutating func key(_ name: String) {
        separate()
        appendQuoted(name)
        output.append(Byte.colon)
        needsComma = false
    }

    /// A member's name written in the source: printable ASCII without quotes and backslashes.
    package mutating func key(_ name: StaticString) {
        output.append(needsComma ? ",\"" : "\"")
        output.append(name)
        output.append("\":")
        needsComma = false
    }

    package mutating func string(_ value: String) {
        separate()
        appendQuoted(value)
        needsComma = true
    }

    /// A string whose bytes need no escape: digits, ids, words of the API.
    package mutating func rawASCII(_ value: StaticString) {
        rawASCII { $0.append(value) }
    }

    /// A string whose bytes need no escape: digits, ids, words of the API.
    @_disfavoredOverload
    package mutating func rawASCII(_ value: String) {
        rawASCII { $0.append(value.utf8.span) }
    }

    /// A string that the caller appends; like `rawASCII`, for what needs no escape.
    @inline(__always)
    package mutating func rawASCII(_ append: (inout ByteWriter) -> Void) {
        separate()
        output.append(Byte.quote)
        append(&output)
        output.append(Byte.quote)
        needsComma = true
    }

    package mutating func integer(_ value: Int64) {
        separate()
        if value < 0 { output.append(Byte.minus) }
        output.append(decimal: value.magnitude)
        needsComma = true
    }

    package mutating func unsigned(_ value: UInt64) {
        separate()
        output.append(decimal: value)
        needsComma = true
    }

    package mutating func bool(_ value: Bool) {
        separate()
        output.append(value ? "true" : "false")
        needsComma = true
    }

    package mutating func null() {
        separate()
        output.append("null")
        needsComma = true
    }

    /// A number token as it stands; the caller vouches for its syntax.
    package mutating func rawNumber(_ text: String) {
        separate()
        output.append(text.utf8.span)
        needsComma = true
    }

    package mutating func number(_ number: JSONNumber) { rawNumber(number.text) }

    /// A line feed, for whoever expects one after the text.
    package mutating func endLine() { output.append(Byte.lineFeed) }

    /// A complete value that was written before.
    package mutating func rawValue(_ value: [UInt8]) {
        separate()
        output.append(value.span)
        needsComma = true
    }

    /// A stretch of text as it stands, punctuation included: what several words would say, in one step. The
    /// caller sees to the comma before it, and whatever comes next follows without one.
    @inlinable
    @inline(__always)
    package mutating func fragment(_ text: StaticString) {
        output.append(text)
        needsComma = false
    }

    /// What follows a fragment without punctuation of its own.
    @inlinable
    @inline(__always)
    package mutating func fragment(_ append: (inout ByteWriter) -> Void) { append(&output) }
}

extension JSONWriter {
    private mutating func open(_ bracket: UInt8) {
        separate()
        output.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        output.append(bracket)
        needsComma = true
    }

    @inline(__always)
    private mutating func separate() {
        if needsComma { output.append(Byte.comma) }
    }

    private mutating func appendQuoted(_ text: String) {
        output.append(Byte.quote)
        output.append(escaping: text.utf8.span)
        output.append(Byte.quote)
    }
}

extension ByteWriter {
    /// Appends the inside of a JSON string: text in UTF-8 with the escapes that it needs.
    package mutating func append(escaping text: Span<UInt8>) {
        guard !text.isPlain else { return append(text) }
        var start = 0
        var index = text.nextSpecial(from: 0)
        while index < text.count {
            if text[index] < 0x80 {
                append(text.extracting(start..<index))
                appendEscape(text[index])
                start = index + 1
            }
            index = text.nextSpecial(from: index + 1)
        }
        append(start == 0 ? text : text.extracting(start...))
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
            append(Self.hexDigit(byte & 0x0F))
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? Byte.zero + value : UInt8(ascii: "a") + value - 10
    }
}

extension Span<UInt8> {
    /// Whether these are at least eight bytes, and all of them ASCII that stands for itself in a string: names of
    /// markets and most ids of clients. The last eight are looked at first, so that none is left over.
    fileprivate var isPlain: Bool {
        guard count >= 8 else { return false }
        var special = word(at: count &- 8).specialBytes
        var index = 0
        while index < count &- 8 {
            special |= word(at: index).specialBytes
            index &+= 8
        }
        return special == 0
    }
}

extension UInt64 {
    /// Not 0 if one of the bytes is a quote, a backslash, a control character or not ASCII.
    fileprivate var specialBytes: UInt64 {
        // With this bit turned, a quote is the byte behind the control characters, and a space is above.
        let isControlOrQuote = (self ^ 0x0202_0202_0202_0202) &- 0x2121_2121_2121_2121
        let isBackslash = (self ^ 0x5C5C_5C5C_5C5C_5C5C) &- 0x0101_0101_0101_0101
        return (isControlOrQuote | isBackslash | self) & UInt64.marks
    }
}
