import Exchange
import Testing
import Wire

@testable import Gateway

@Suite struct APIErrorTests {
    @Test("the body has exactly three keys, and data is null")
    func body() throws {
        let error = APIError(.marketNotFound, "a \"b\"\n\u{1F680}", status: 404)
        let expected = #"{"error":"MARKET_NOT_FOUND","message":"a \"b\"\n🚀","data":null}"#
        #expect(String(decoding: error.body, as: UTF8.self) == expected)
    }

    @Test(
        "every refusal of the exchange has a code and says what was expected",
        arguments: [
            (.addressAlreadyOpen, "REQUEST_NOT_ALLOWED", "already onboarded"),
            (.accountUnknown, "NOT_ONBOARDED", "User has never called /onboarding endpoint"),
            (
                .batchSizeOutOfRange(count: 11, maximum: 10), "BATCH_SIZE_OUT_OF_RANGE",
                "1 to 10 orders, this one has 11"
            ),
            (
                .priceNotPositive, "INVALID_REQUEST_PARAMETER",
                "price: must be a non-negative non-zero number."
            ),
            (
                .priceNotMultipleOfTick(tick: Price(units: 50_000_000)), "INVALID_REQUEST_PARAMETER",
                "price: must be a multiple of the market's price_tick_size 0.5."
            ),
            (.sizeNotPositive, "INVALID_REQUEST_PARAMETER", "size: must be a non-negative non-zero number."),
            (
                .sizeNotMultipleOfStep(step: Size(units: 1)), "INVALID_REQUEST_PARAMETER",
                "order_size_increment 0.00000001"
            ),
            (
                .sizeAboveMaximum(maximum: Size(units: 300_000_000)), "INVALID_REQUEST_PARAMETER",
                "max_order_size 3."
            ),
            (
                .valueBelowMinimum(
                    minimum: Quote(units: 1_000_000_000), value: Quote(units: 950_000_000),
                    mark: Price(units: 100_000_000)), "INVALID_REQUEST_PARAMETER",
                "order value 9.5 at mark price 1 is below min_notional 10."
            ),
            (
                .tooManyOpenOrders(maximum: 150), "REQUEST_NOT_ALLOWED",
                "max_open_orders of the market reached: 150"
            ),
            (.clientIDInUse(OrderID(number: 1)), "DUPLICATED_CLIENT_ID", "client_id"),
            (.marketOrderCannotRest, "INVALID_REQUEST_PARAMETER", "instruction: POST_ONLY"),
            (.orderNotOpen(OrderID(number: 1)), "ORDER_IS_NOT_OPEN", "order is not open"),
            (.nothingToChange, "INVALID_REQUEST_PARAMETER", "no order parameters changed"),
            (
                .sizeNotAboveFilled(filled: Size(units: 100_000_000)), "INVALID_ORDER_SIZE",
                "size: must be above the size filled already, 1."
            ),
            (
                .onlyLimitOrdersCanBeModified, "INVALID_REQUEST_PARAMETER",
                "type: only orders with a limit price, or before their trigger"
            ),
            (
                .typeCannotBePostOnly, "INVALID_REQUEST_PARAMETER",
                "instruction: POST_ONLY needs type LIMIT or STOP_LIMIT."
            ),
            (.typeCannotBeImmediate, "INVALID_REQUEST_PARAMETER", "instruction: IOC needs type LIMIT"),
            (.triggerPriceNotPositive, "INVALID_REQUEST_PARAMETER", "trigger_price: must be a non-negative"),
            (
                .triggerPriceNotMultipleOfTick(tick: Price(units: 50_000_000)), "INVALID_REQUEST_PARAMETER",
                "trigger_price: must be a multiple of the market's price_tick_size 0.5."
            ),
            (.triggerCannotBeModified, "INVALID_REQUEST_PARAMETER", "trigger_price: cannot be modified"),
            (.notReduceOnly, "INVALID_REQUEST_PARAMETER", "flags: "),
            (.averagePriceLimitNotPositive, "INVALID_REQUEST_PARAMETER", "vwap_price: must be"),
            (.systemIsCancelOnly, "SYSTEM_STATUS_CANCEL_ONLY", "system status is CANCEL_ONLY"),
            (.systemIsPostOnly, "SYSTEM_STATUS_POST_ONLY", "system status is POST_ONLY"),
            (
                .durationOutOfRange(30...86_400, step: 30), "INVALID_REQUEST_PARAMETER",
                "duration_seconds: must be 30 to 86400 in steps of 30."
            ),
            (.algoNotOpen(OrderID(number: 1)), "ORDER_IS_CLOSED", "algo order is closed"),
        ] as [(Rejection.Reason, String, String)])
    func rejections(_ reason: Rejection.Reason, _ code: String, _ text: String) {
        let error = APIError(Rejection(reason))
        #expect(error.code.rawValue == code)
        #expect(error.status == 400)
        #expect(error.message.contains(text), "\(error.message)")
    }

    @Test("a refusal in a batch names the order and stays what it is")
    func inBatch() {
        let error = APIError(.marketNotFound, "market not found: X", status: 404).inBatch(at: 3)
        #expect(error == APIError(.marketNotFound, "orders[3]: market not found: X", status: 404))
    }
}
