/// Why a WebSocket connection is failed, one case for each rule of RFC 6455.
package enum WebSocketError: Error, Equatable {
    /// §5.1: a client masks every frame.
    case unmaskedFrame
    /// §5.2: no extension was agreed that gives these bits a meaning.
    case reservedBits
    /// §5.2: opcodes 3 to 7 and 11 to 15 mean nothing.
    case unknownOpcode
    /// §5.5: a control frame is never in pieces.
    case fragmentedControlFrame
    /// §5.5: a control frame has at most 125 bytes.
    case controlFrameTooLong
    /// §5.2: lengths use the shortest form, and the 64-bit form has no sign.
    case malformedLength
    /// §5.4: a continuation without a beginning.
    case unexpectedContinuation
    /// §5.4: a new message before the last one ended.
    case unfinishedMessage
    /// §8.1: text is UTF-8.
    case invalidUTF8
    /// §7.4: a code that may not be sent, or half a code.
    case invalidCloseCode
    /// Larger than the parser was told to take.
    case messageTooLarge

    /// The close code that tells the peer, §7.4.1.
    package var closeCode: WebSocketCloseCode {
        switch self {
        case .unmaskedFrame, .reservedBits, .unknownOpcode, .fragmentedControlFrame, .controlFrameTooLong,
            .malformedLength, .unexpectedContinuation, .unfinishedMessage, .invalidCloseCode:
            .protocolError
        case .invalidUTF8: .invalidPayload
        case .messageTooLarge: .messageTooLarge
        }
    }

    /// What a close frame says of it, within the 123 bytes that fit.
    package var reason: String {
        switch self {
        case .unmaskedFrame: "a client's frames are masked (RFC 6455 section 5.1)"
        case .reservedBits: "reserved bits without an extension (RFC 6455 section 5.2)"
        case .unknownOpcode: "unknown opcode (RFC 6455 section 5.2)"
        case .fragmentedControlFrame: "a control frame in fragments (RFC 6455 section 5.5)"
        case .controlFrameTooLong: "a control frame has at most 125 bytes (RFC 6455 section 5.5)"
        case .malformedLength: "a length in a longer form than it needs (RFC 6455 section 5.2)"
        case .unexpectedContinuation: "a continuation of nothing (RFC 6455 section 5.4)"
        case .unfinishedMessage: "a new message inside a fragmented one (RFC 6455 section 5.4)"
        case .invalidUTF8: "text that is not UTF-8 (RFC 6455 section 8.1)"
        case .invalidCloseCode: "a close code that may not be sent (RFC 6455 section 7.4)"
        case .messageTooLarge: "a message of more than \(WebSocketLimits.messageBytes) bytes"
        }
    }
}

/// A close code of RFC 6455 §7.4.
package struct WebSocketCloseCode: Equatable, Sendable {
    package let value: UInt16

    package init(_ value: UInt16) { self.value = value }

    package static let normal = WebSocketCloseCode(1000)
    package static let goingAway = WebSocketCloseCode(1001)
    package static let protocolError = WebSocketCloseCode(1002)
    package static let invalidPayload = WebSocketCloseCode(1007)
    package static let policyViolation = WebSocketCloseCode(1008)
    package static let messageTooLarge = WebSocketCloseCode(1009)
    package static let internalError = WebSocketCloseCode(1011)

    /// Whether a peer may send it: some codes are only for use inside a program, others mean nothing.
    var mayBeSent: Bool {
        switch value {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}

/// What a client can make the parser hold.
package enum WebSocketLimits {
    /// Bytes of a message, all fragments together, unless the parser is told otherwise; longer ones are
    /// refused with 1009.
    package static let messageBytes = 1024 * 1024

    /// Bytes of a control frame's payload, RFC 6455 §5.5.
    static let controlBytes = 125

    /// A receive buffer that grew past this is given back once it is empty.
    static let idleBufferBytes = 4 * 1024
}
