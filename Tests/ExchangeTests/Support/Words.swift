import Testing

/// The words of a line, read one by one.
struct Words {
    private var words: ArraySlice<String>

    init(_ line: String) {
        words = line.split(separator: " ").map(String.init)[...]
    }

    var first: String? { words.first }

    var rest: String { words.joined(separator: " ") }

    mutating func next() throws -> String {
        let word = words.popFirst()
        return try #require(word, "the line ends too early")
    }

    /// Passes over a word if it is the next one.
    mutating func take(_ word: String) -> Bool {
        guard words.first == word else { return false }
        words.removeFirst()
        return true
    }

    /// Passes over a word that must be the next one.
    mutating func pass(_ word: String) throws {
        let found = try next()
        try #require(found == word)
    }
}
