import Exchange
import Wire

/// A refusal as the API words it: an HTTP status and a body `{"error","message","data"}`.
package struct APIError: Error, Equatable {
    /// The codes of the published testnet specification that are in use here.
    package enum Code: String, Sendable {
        case accountNotFound = "ACCOUNT_NOT_FOUND"
        case algoIDNotFound = "ALGO_ID_NOT_FOUND"
        case batchSizeOutOfRange = "BATCH_SIZE_OUT_OF_RANGE"
        case bindingError = "BINDING_ERROR"
        case clientOrderIDNotFound = "CLIENT_ORDER_ID_NOT_FOUND"
        case duplicatedClientID = "DUPLICATED_CLIENT_ID"
        case invalidEthereumAddress = "INVALID_ETHEREUM_ADDRESS"
        case invalidOrderSignature = "INVALID_ORDER_SIGNATURE"
        case invalidOrderSize = "INVALID_ORDER_SIZE"
        case invalidParentAccount = "INVALID_PARENT_ACCOUNT"
        case invalidRequestParameter = "INVALID_REQUEST_PARAMETER"
        case invalidStarknetAddress = "INVALID_STARKNET_ADDRESS"
        case invalidStarknetSignature = "INVALID_STARKNET_SIGNATURE"
        case invalidSubkey = "INVALID_SUBKEY"
        case invalidTimestamp = "INVALID_TIMESTAMP"
        case invalidToken = "INVALID_TOKEN"
        case marketMarginRestricted = "MARKET_MARGIN_RESTRICTED"
        case marketNotFound = "MARKET_NOT_FOUND"
        case notFound = "NOT_FOUND"
        case notOnboarded = "NOT_ONBOARDED"
        case orderIDNotFound = "ORDER_ID_NOT_FOUND"
        case orderIsClosed = "ORDER_IS_CLOSED"
        case orderIsNotOpen = "ORDER_IS_NOT_OPEN"
        case publicKeyInvalid = "PUBLIC_KEY_INVALID"
        case requestNotAllowed = "REQUEST_NOT_ALLOWED"
        case rpiAccountNotWhitelisted = "RPI_ACCOUNT_NOT_WHITELISTED"
        case serviceUnavailable = "SERVICE_UNAVAILABLE"
        case starknetSignatureVerificationFailed = "STARKNET_SIGNATURE_VERIFICATION_FAILED"
        case subaccountsLimitExceeded = "SUBACCOUNTS_LIMIT_EXCEEDED"
        case systemStatusCancelOnly = "SYSTEM_STATUS_CANCEL_ONLY"
        case systemStatusPostOnly = "SYSTEM_STATUS_POST_ONLY"
        case tokenLimitReached = "TOKEN_LIMIT_REACHED"
        case tokenScopeInvalid = "INVALID_TOKEN_SCOPE"
        case usernameInUse = "USERNAME_IN_USE"
    }

    package let status: Int
    package let code: Code
    /// What was wrong and what was expected.
    package let message: String

    package init(_ code: Code, _ message: String, status: Int = 400) {
        self.code = code
        self.message = message
        self.status = status
    }

    /// A field of a request with an impossible value. The real exchange words these `field: text`.
    static func parameter(_ name: StaticString, _ text: String) -> APIError {
        APIError(.invalidRequestParameter, "\(name): \(text)")
    }

    /// The same for a name that comes from outside.
    @_disfavoredOverload
    static func parameter(_ name: String, _ text: String) -> APIError {
        APIError(.invalidRequestParameter, "\(name): \(text)")
    }

    /// A body or field of the wrong JSON type.
    static func binding(_ text: String) -> APIError {
        APIError(.bindingError, text)
    }

    /// Missing, expired or forged tokens; also unknown routes without a token, as observed.
    static func token(_ text: String) -> APIError {
        APIError(.invalidToken, "invalid bearer jwt: \(text)", status: 401)
    }

    /// A token that is good, but not for this.
    static func scope(_ text: String) -> APIError {
        APIError(.tokenScopeInvalid, text, status: 403)
    }

    static func unknownMarket(_ symbol: String, status: Int = 400) -> APIError {
        APIError(.marketNotFound, "market not found: \(symbol)", status: status)
    }

    static let unknownOrder = APIError(.orderIDNotFound, "could not find order id")
    static let unknownClientID = APIError(.clientOrderIDNotFound, "could not find client order id")
    static let orderClosed = APIError(.orderIsClosed, "order is closed")

    /// The same refusal, told to belong to one order of a batch.
    func inBatch(at index: Int) -> APIError {
        APIError(code, "orders[\(index)]: \(message)", status: status)
    }

    /// The body, with exactly the three keys that strict clients expect.
    package var body: [UInt8] {
        var json = JSONWriter(capacity: 96 + message.utf8.count)
        json.beginObject()
        json.key("error")
        json.string(code.rawValue)
        json.key("message")
        json.string(message)
        json.key("data")
        json.null()
        json.endObject()
        return json.bytes
    }
}

extension APIError {
    /// The exchange's refusal in the API's words.
    init(_ rejection: Rejection) {
        switch rejection.reason {
        case .addressAlreadyOpen:
            self.init(.requestNotAllowed, "account is already onboarded with another public key")
        case .accountUnknown:
            self.init(.notOnboarded, "User has never called /onboarding endpoint")
        case .batchSizeOutOfRange(let count, let maximum):
            self.init(.batchSizeOutOfRange, "a batch has 1 to \(maximum) orders, this one has \(count)")
        case .priceNotPositive:
            self = .parameter("price", "must be a non-negative non-zero number.")
        case .priceNotMultipleOfTick(let tick):
            self = .parameter("price", "must be a multiple of the market's price_tick_size \(tick.text).")
        case .sizeNotPositive:
            self = .parameter("size", "must be a non-negative non-zero number.")
        case .sizeNotMultipleOfStep(let step):
            self = .parameter("size", "must be a multiple of the market's order_size_increment \(step.text).")
        case .sizeAboveMaximum(let maximum):
            self = .parameter("size", "must not exceed the market's max_order_size \(maximum.text).")
        case .valueBelowMinimum(let minimum, let value, let mark):
            self = .parameter(
                "size",
                "order value \(value.text) at mark price \(mark.text) is below min_notional \(minimum.text).")
        case .tooManyOpenOrders(let maximum):
            self.init(.requestNotAllowed, "max_open_orders of the market reached: \(maximum)")
        case .clientIDInUse(let order):
            let other = order.number == 0 ? "another order of this batch" : "an open order of this account"
            self.init(.duplicatedClientID, "client_id: \(other) has the same client_id")
        case .marketOrderCannotRest:
            self = .parameter("instruction", "POST_ONLY needs type LIMIT, a MARKET order cannot rest.")
        case .typeCannotBePostOnly:
            self = .parameter("instruction", "POST_ONLY needs type LIMIT or STOP_LIMIT.")
        case .typeCannotBeImmediate:
            self = .parameter("instruction", "IOC needs type LIMIT or a type without a limit price.")
        case .triggerPriceNotPositive:
            self = .parameter("trigger_price", "must be a non-negative non-zero number.")
        case .triggerPriceNotMultipleOfTick(let tick):
            self = .parameter(
                "trigger_price", "must be a multiple of the market's price_tick_size \(tick.text).")
        case .notReduceOnly:
            self = .parameter("flags", "a TAKE_PROFIT or STOP_LOSS order must have REDUCE_ONLY.")
        case .averagePriceLimitNotPositive:
            self = .parameter("vwap_price", "must be a non-negative non-zero number.")
        case .systemIsCancelOnly:
            self.init(
                .systemStatusCancelOnly, "system status is CANCEL_ONLY, only cancel orders are allowed")
        case .systemIsPostOnly:
            self.init(
                .systemStatusPostOnly,
                "system status is POST_ONLY, only POST_ONLY and cancel orders are allowed")
        case .durationOutOfRange(let range, let step):
            self = .parameter(
                "duration_seconds",
                "must be \(range.lowerBound) to \(range.upperBound) in steps of \(step).")
        case .algoNotOpen:
            self.init(.orderIsClosed, "algo order is closed")
        case .leverageOutOfRange(let maximum):
            self = .parameter("leverage", "must be 1 to \(maximum) in this market.")
        case .leverageNotCovered(let requirement, let value):
            self = .parameter(
                "leverage",
                "asks for an initial margin of \(requirement.text), the account is worth \(value.text).")
        case .slippageOutOfRange(let maximum):
            self = .parameter(
                "max_slippage", "must be 0 to the market's price_bands_width \(maximum.text).")
        case .keyInUse:
            self.init(.invalidSubkey, "public_key: signs for this account already")
        case .keyUnknown:
            self.init(.invalidSubkey, "public_key: no active subkey of this account")
        case .tokenUnknown:
            self.init(.notFound, "lookup_id: no active token of this account")
        case .parentIsSubAccount:
            self.init(.invalidParentAccount, "a sub-account cannot have sub-accounts")
        case .orderNotOpen:
            self.init(.orderIsNotOpen, "order is not open")
        case .nothingToChange:
            self.init(.invalidRequestParameter, "no order parameters changed")
        case .sizeNotAboveFilled(let filled):
            self.init(.invalidOrderSize, "size: must be above the size filled already, \(filled.text).")
        case .onlyLimitOrdersCanBeModified:
            self = .parameter(
                "type", "only orders with a limit price, or before their trigger, can be modified.")
        case .triggerCannotBeModified:
            self = .parameter("trigger_price", "cannot be modified, the order was triggered.")
        }
    }
}
