/// A JSON text that was read: its bytes, and a token for every value that tells where it stands in them.
///
/// Reading one costs two allocations however many values it has, where the tree of `JSONValue` has one for
/// every name and text. Whoever knows what to look for looks here.
public struct JSONDocument: Sendable {
    /// The text and what was received with it, in which the places of the tokens are.
    @usableFromInline let bytes: [UInt8]
    @usableFromInline let tokens: [JSONToken]

    init(bytes: [UInt8], tokens: [JSONToken]) { (self.bytes, self.tokens) = (bytes, tokens) }

    /// Reads one value that takes up the whole input.
    package init(_ bytes: [UInt8]) throws(JSONError) { try self.init(SharedBytes(bytes)) }

    /// The same for a part of what was received, which is held on to and not copied.
    package init(_ text: SharedBytes) throws(JSONError) {
        tokens = try JSONReader.tokens(in: text.array.span, at: text.range)
        bytes = text.array
    }

    /// The value that takes up the whole text.
    package var root: JSONItem { JSONItem(document: self, index: 0) }
}
