import Exchange

extension Market {
    /// A market with round numbers: mark 100, prices of whole units, sizes of tenths, band 90 to 110.
    static func test(
        symbol: String = "TEST-USD-PERP", minimumValue: String = "10", maximumSize: String = "100",
        maximumOpenOrders: Int = 4, band: String = "0.1", slippage: String? = nil,
        positionLimit: String? = nil, makerFee: String = "0", takerFee: String = "0",
        initialMargin: String? = nil, funding: FundingRules? = nil, mark: String = "100"
    ) throws -> Market {
        Market(
            symbol: symbol, tickSize: try Price("1"), sizeStep: try Size("0.1"),
            minimumValue: try Quote(minimumValue), maximumSize: try Size(maximumSize),
            maximumOpenOrders: maximumOpenOrders, priceBandWidth: try Rate(band),
            maximumSlippage: try slippage.map(Rate.init), positionLimit: try positionLimit.map(Size.init),
            fees: FeeSchedule(maker: try Rate(makerFee), taker: try Rate(takerFee)),
            margin: try initialMargin.map {
                MarginRules(initialFraction: try Rate($0), maintenanceFactor: try Rate("0.5"))
            },
            funding: funding, markPrice: try Price(mark))
    }
}

extension NewAccount {
    /// An account that is only a name and its money.
    static func test(_ name: String, balance: String = "1000") throws -> NewAccount {
        NewAccount(address: name, publicKey: "", l1Address: "", balance: try Quote(balance))
    }
}
