/// Everything a client can make the parser hold or read, and how much of it.
package enum HTTPLimits {
    /// Bytes of a request line without its line end; longer ones are 414.
    package static let requestLineBytes = 8 * 1024

    /// Bytes of a header block or a trailer block, line ends included; longer ones are 431.
    package static let headerBlockBytes = 16 * 1024

    /// Fields of a header block or a trailer block; more are 431.
    package static let headerFields = 100

    /// Bytes of a body after the chunk framing is removed; longer ones are 413.
    package static let bodyBytes = 1024 * 1024

    /// Bytes of a method's name; longer ones are 501.
    package static let methodBytes = 32

    /// Empty lines skipped before a request line, RFC 9112 §2.2.
    package static let emptyLines = 4

    /// Bytes of one chunk-size line and, summed over a body, of its chunk extensions.
    package static let chunkExtensionBytes = 4 * 1024

    /// Bytes of a head that is kept until the next one, in case that is the same.
    package static let rememberedHeadBytes = 1024

    /// A receive buffer that grew past this is given back once it is empty: a connection that waits for its next
    /// request holds no more.
    package static let idleBufferBytes = 2 * 1024
}
