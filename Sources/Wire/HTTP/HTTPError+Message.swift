extension HTTPError {
    /// The status code of the answer.
    package var status: Int {
        switch self {
        case .bareLineFeed, .bareCarriageReturn, .tooManyEmptyLines, .malformedRequestLine, .malformedMethod,
            .malformedVersion, .malformedTarget, .fragmentInTarget, .unsupportedScheme,
            .asteriskWithoutOptions, .malformedPercentEncoding, .encodedControlCharacter, .targetNotUTF8,
            .foldedField, .spaceBeforeColon, .missingColon, .emptyFieldName, .malformedFieldName,
            .malformedFieldValue, .missingHost, .repeatedHost, .malformedHost, .repeatedContentLength,
            .malformedContentLength, .contentLengthWithTransferEncoding, .transferEncodingInHTTP10,
            .malformedTransferEncoding, .chunkedNotLast, .chunkedTwice, .malformedChunkSize,
            .chunkExtensionTooLong, .malformedChunkEnd:
            400
        case .bodyTooLarge: 413
        case .requestLineTooLong: 414
        case .unknownExpectation: 417
        case .headTooLarge, .tooManyFields: 431
        case .methodTooLong, .connectNotSupported, .unknownTransferCoding: 501
        case .unsupportedVersion: 505
        }
    }

    /// What was wrong, what was expected, and where that is written.
    package var message: String {
        switch self {
        case .bareLineFeed: "a line feed without its carriage return; lines end with CR LF (RFC 9112 §2.2)"
        case .bareCarriageReturn: "a carriage return without its line feed (RFC 9112 §2.2)"
        case .tooManyEmptyLines:
            "more than \(HTTPLimits.emptyLines) empty lines before the request line (RFC 9112 §2.2)"
        case .requestLineTooLong:
            "the request line is longer than \(HTTPLimits.requestLineBytes) bytes (RFC 9112 §3)"
        case .headTooLarge:
            "the header block is larger than \(HTTPLimits.headerBlockBytes) bytes (RFC 6585 §5)"
        case .tooManyFields: "more than \(HTTPLimits.headerFields) header fields (RFC 6585 §5)"
        case .malformedRequestLine:
            "expected 'METHOD target HTTP/1.1' with single spaces in the request line (RFC 9112 §3)"
        case .malformedMethod: "the method is not a token (RFC 9110 §9.1)"
        case .methodTooLong: "no method is longer than \(HTTPLimits.methodBytes) bytes (RFC 9112 §3)"
        case .malformedVersion: "expected HTTP/1.1 at the end of the request line (RFC 9112 §2.3)"
        case .unsupportedVersion: "only HTTP/1.1 and HTTP/1.0 are spoken here (RFC 9110 §15.6.6)"
        case .malformedTarget:
            "expected a target of visible ASCII that starts with '/' or 'http://host' (RFC 9112 §3.2)"
        case .fragmentInTarget: "a request target has no '#fragment' (RFC 9112 §3.2)"
        case .unsupportedScheme:
            "expected an absolute target to start with http:// or https:// (RFC 9112 §3.2.2)"
        case .asteriskWithoutOptions: "only OPTIONS has the target '*' (RFC 9112 §3.2.4)"
        case .connectNotSupported: "this server is not a proxy and does not CONNECT (RFC 9110 §9.3.6)"
        case .malformedPercentEncoding: "expected two hexadecimal digits after '%' (RFC 3986 §2.1)"
        case .encodedControlCharacter: "a percent-encoded control character in the target (RFC 3986 §7.3)"
        case .targetNotUTF8: "the percent-decoded target is not UTF-8 (RFC 3986 §2.5)"
        case .foldedField: "a header field continues on a second line (RFC 9112 §5.2)"
        case .spaceBeforeColon: "white space between a field's name and its colon (RFC 9112 §5.1)"
        case .missingColon: "expected 'name: value' in the header block (RFC 9112 §5)"
        case .emptyFieldName: "a header field without a name (RFC 9112 §5)"
        case .malformedFieldName: "a field's name is not a token (RFC 9110 §5.1)"
        case .malformedFieldValue: "a control character in a field's value (RFC 9110 §5.5)"
        case .missingHost: "an HTTP/1.1 request needs a Host field (RFC 9112 §3.2)"
        case .repeatedHost: "more than one Host field (RFC 9112 §3.2)"
        case .malformedHost: "expected a host and an optional port up to 65535 (RFC 9110 §7.2)"
        case .unknownExpectation: "the only expectation is 100-continue (RFC 9110 §10.1.1)"
        case .repeatedContentLength: "more than one Content-Length (RFC 9112 §6.3)"
        case .malformedContentLength: "expected decimal digits as Content-Length (RFC 9110 §8.6)"
        case .bodyTooLarge: "the body is larger than \(HTTPLimits.bodyBytes) bytes (RFC 9110 §15.5.14)"
        case .contentLengthWithTransferEncoding:
            "both Content-Length and Transfer-Encoding (RFC 9112 §6.1)"
        case .transferEncodingInHTTP10: "HTTP/1.0 has no Transfer-Encoding (RFC 9112 §6.1)"
        case .malformedTransferEncoding: "expected 'chunked' as Transfer-Encoding (RFC 9112 §6.1)"
        case .chunkedNotLast: "chunked is not the last transfer coding (RFC 9112 §6.3)"
        case .chunkedTwice: "chunked is applied twice (RFC 9112 §6.1)"
        case .unknownTransferCoding: "the only transfer coding spoken here is chunked (RFC 9112 §6.1)"
        case .malformedChunkSize: "expected a chunk size of up to 16 hexadecimal digits (RFC 9112 §7.1)"
        case .chunkExtensionTooLong:
            "more than \(HTTPLimits.chunkExtensionBytes) bytes of chunk extensions (RFC 9112 §7.1.1)"
        case .malformedChunkEnd: "expected CR LF after a chunk's data (RFC 9112 §7.1)"
        }
    }
}
