import Wire

/// A refusal as JSON-RPC words it.
struct RPCError: Error, Equatable {
    /// The codes of the published document.
    enum Code: Int64 {
        case parse = -32700
        /// Also every refused subscription.
        case request = -32600
        case method = -32601
        case parameters = -32602
        /// Something that the exchange refused; `data` then is the code that HTTP gives.
        case refused = 100
        case bearerMalformed = 40110
        case bearerInvalid = 40111
        case permission = 40300
        case rateLimit = 42901
    }

    let code: Code
    let message: String
    /// Says more, where there is more to say.
    let data: String?

    init(_ code: Code, _ message: String, data: String? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    /// What the exchange refused, in the words of HTTP.
    init(_ error: APIError) {
        self.init(.refused, error.message, data: error.code.rawValue)
    }

    /// What was wrong with the form of the parameters. A rule that only looks like one of form stays a refusal.
    init(form error: APIError) {
        switch error.code {
        case .bindingError, .invalidRequestParameter: self = .parameters(error.message)
        default: self.init(error)
        }
    }

    static func request(_ data: String) -> RPCError { RPCError(.request, "Invalid request", data: data) }

    static func parameters(_ data: String) -> RPCError {
        RPCError(.parameters, "Invalid parameters", data: data)
    }

    static func permission(_ data: String) -> RPCError {
        RPCError(.permission, "permission denied", data: data)
    }

    /// Observed on the real exchange. No other message may hold these words: paradex-py logs in again and
    /// connects anew when it reads them.
    static let bearer = RPCError(.bearerInvalid, "invalid bearer token")

    /// The wording is the real exchange's, and so are the data of the cases that `Channel` names.
    static func subscribe(_ data: String) -> RPCError {
        RPCError(.request, "invalid subscribe request", data: data)
    }

    static func unsubscribe(_ data: String) -> RPCError {
        RPCError(.request, "invalid unsubscribe request", data: data)
    }

    func append(to json: inout JSONWriter) {
        json.beginObject()
        json.key("code")
        json.integer(code.rawValue)
        json.member("message", message)
        if let data { json.member("data", data) }
        json.endObject()
    }
}
