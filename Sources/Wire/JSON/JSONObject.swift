/// The members of a JSON object, in the order they were written.
///
/// Names are compared byte for byte. Swift's `==` on strings would take U+212A KELVIN SIGN for `K`, and two
/// names that a signature or a duplicate check tells apart must not be one here.
package struct JSONObject: Equatable, Sendable {
    package struct Member: Equatable, Sendable {
        package let key: String
        package let value: JSONValue

        package init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    package let members: [Member]

    /// An object of these members. The parser never makes one with a name twice.
    package init(_ members: [Member] = []) {
        self.members = members
    }

    /// The value of the member with this name. Linear: objects of this API have a dozen members.
    package subscript(key: String) -> JSONValue? {
        for member in members where member.key.hasSameBytes(as: key) { return member.value }
        return nil
    }
}

extension String {
    /// Equality of UTF-8 bytes, without Unicode canonical equivalence.
    func hasSameBytes(as other: String) -> Bool {
        let (left, right) = (utf8.span, other.utf8.span)
        guard left.count == right.count else { return false }
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }
}
