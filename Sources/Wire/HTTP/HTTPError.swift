/// Why a request is refused, one case for each rule. The connection is closed after the answer.
package enum HTTPError: Error, Equatable {
    // Lines
    case bareLineFeed
    case bareCarriageReturn
    case tooManyEmptyLines
    case requestLineTooLong
    case headTooLarge
    case tooManyFields

    // The request line
    case malformedRequestLine
    case malformedMethod
    case methodTooLong
    case malformedVersion
    case unsupportedVersion
    case malformedTarget
    case fragmentInTarget
    case unsupportedScheme
    case asteriskWithoutOptions
    case connectNotSupported
    case malformedPercentEncoding
    case encodedControlCharacter
    case targetNotUTF8

    // Fields
    case foldedField
    case spaceBeforeColon
    case missingColon
    case emptyFieldName
    case malformedFieldName
    case malformedFieldValue
    case missingHost
    case repeatedHost
    case malformedHost
    case unknownExpectation

    // The body
    case repeatedContentLength
    case malformedContentLength
    case bodyTooLarge
    case contentLengthWithTransferEncoding
    case transferEncodingInHTTP10
    case malformedTransferEncoding
    case chunkedNotLast
    case chunkedTwice
    case unknownTransferCoding
    case malformedChunkSize
    case chunkExtensionTooLong
    case malformedChunkEnd
}
