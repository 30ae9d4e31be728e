import Support
import Testing
import Wire

@testable import Gateway

@Suite struct TransactionsTests {
    /// One market whose mark price is the middle of its book.
    private static let markets = Array(
        #"""
        {"markets":[{"symbol":"X-USD-PERP","order_size_increment":"0.1","price_tick_size":"1","min_notional":"1",
        "max_order_size":"1000","max_open_orders":9,"price_bands_width":"0.5",
        "delta1_cross_margin_params":{"imf_base":"0.1","imf_shift":"0","imf_factor":"0","mmf_factor":"0.5"},
        "fee_config":{"api_fee":{"maker_fee":{"fee":"0"},"taker_fee":{"fee":"0"}}},
        "mock":{"mark_price":"100","follow_book":true}}]}
        """#.utf8)

    /// What happens in order: who, and a request of theirs.
    private static func script(_ text: String) throws {
        var runner = TranscriptRunner(GatewayDoor(markets: markets))
        try runner.run(Transcript("script", text))
    }

    @Test("a liquidation is a fill without an order, a transaction and a liquidation, each step one")
    func liquidation() throws {
        // Long 10 from 100 with 160. When the middle of the book falls to 87 the account is worth 160 - 130 = 30
        // and needs 10 × 87 × 0.1 × 0.5 = 43.5. A fifth of the position goes at 87: 2 × (87 - 100) = -26, and 0.2
        // of its maintenance 2 × 87 × 0.05 = 8.7 as the fee, 1.74. Cash 160 - 26 - 1.74 = 132.26, and what is left
        // is worth 132.26 - 8 × 13 = 28.26, still below 8 × 87 × 0.05 = 34.8.
        try Self.script(
            #"""
            as nobody
            > POST /_mock/accounts
            {"private_key":"{newcomer.secret}","balance":"160"}
            < 201
            {…}

            as alice
            > POST /v1/orders
            {"market":"X-USD-PERP","side":"SELL","type":"LIMIT","size":"10","price":"100"}
            < 201
            {…}

            as newcomer
            > POST /v1/orders
            {"market":"X-USD-PERP","side":"BUY","type":"LIMIT","size":"10","price":"100"}
            < 201
            {…}

            > GET /v1/account
            < 200
            {"account_value":"160","initial_margin_requirement":"100","status":"ACTIVE",…}

            as alice
            > POST /v1/orders/batch
            [{"market":"X-USD-PERP","side":"BUY","type":"LIMIT","size":"1","price":"84"},
             {"market":"X-USD-PERP","side":"SELL","type":"LIMIT","size":"1","price":"90"}]
            < 201
            {…}

            as newcomer
            > GET /v1/fills?page_size=1
            < 200
            {"results":[{"id":"{step}","order_id":"","client_id":"","side":"SELL","fill_type":"LIQUIDATION",
             "liquidity":"TAKER","price":"87","size":"2","realized_pnl":"-26","fee":"1.74","remaining_size":"0",…}],…}

            > GET /v1/transactions?page_size=1
            < 200
            {"results":[{"id":"{step}","type":"TRANSACTION_LIQUIDATE","hash":"{hash}","created_at":{at},…}],…}

            > GET /v1/liquidations
            < 200
            {"results":[{"id":"{hash}","created_at":{at}}]}

            > GET /v1/liquidations?from={at}&to={at}
            < 200
            {"results":[{"id":"{hash}",…}]}

            > GET /v1/liquidations?to=1
            < 200
            {"results":[]}

            > GET /v1/account
            < 200
            {"status":"LIQUIDATION","account_value":"28.26","total_collateral":"132.26",…}

            as alice
            > GET /v1/liquidations
            < 200
            {"results":[]}
            """#)
    }
}
