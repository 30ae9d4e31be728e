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
    /// Larger than `WebSocketLimits.messageBytes`.
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
    /// Bytes of a message, all fragments together; longer ones are refused with 1009.
    package static let messageBytes = 1024 * 1024

    /// Bytes of a control frame's payload, RFC 6455 §5.5.
    static let controlBytes = 125

    /// A receive buffer that grew past this is given back once it is empty.
    static let idleBufferBytes = 64 * 1024
}
