/// The short strings of recent messages, markets and order types, with their part of a hash done.
///
/// Kept because nearly every order repeats them, and a hash with a known second argument is a quarter cheaper.
package struct SigningWords: Sendable {
    private let countMaximum: Int
    private var suffixes: [String: Pedersen.Suffix] = [:]

    /// - Parameter countMaximum: the default is more than there are markets and types, so only for the unforeseen.
    package init(countMaximum: Int = 1024) {
        self.countMaximum = countMaximum
    }

    package var count: Int { suffixes.count }

    /// `nil` if the text is not a short string.
    mutating func suffix(_ text: String) -> Pedersen.Suffix? {
        if let suffix = suffixes[text] { return suffix }
        guard let element = FieldElement(shortString: text) else { return nil }
        let suffix = Pedersen.Suffix(element)
        if suffixes.count == countMaximum { suffixes.removeAll() }
        suffixes[text] = suffix
        return suffix
    }
}
