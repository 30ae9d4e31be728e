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

    /// The value of the member with this name, which is ASCII. Linear: objects of this API have a dozen members.
    package subscript(key: String) -> JSONValue? {
        let count = key.utf8.count
        for index in members.indices where members[index].key.utf8.count == count {
            // No other text of the same length is canonically equivalent to an ASCII one.
            if members[index].key == key { return members[index].value }
        }
        return nil
    }
}
