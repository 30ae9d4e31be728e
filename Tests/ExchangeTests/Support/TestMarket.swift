import Exchange

extension Market {
    /// A market with round numbers: mark 100, prices of whole units, sizes of tenths, band 90 to 110.
    static func test(
        symbol: String = "TEST-USD-PERP", minimumValue: String = "10", maximumSize: String = "100",
        maximumOpenOrders: Int = 4, makerFee: String = "0", takerFee: String = "0"
    ) throws -> Market {
        Market(
            symbol: symbol, tickSize: try Price("1"), sizeStep: try Size("0.1"),
            minimumValue: try Quote(minimumValue), maximumSize: try Size(maximumSize),
            maximumOpenOrders: maximumOpenOrders, priceBandWidth: try Rate("0.1"),
            makerFee: try Rate(makerFee), takerFee: try Rate(takerFee), markPrice: try Price("100"))
    }
}

extension NewAccount {
    /// An account that is only a name and its money.
    static func test(_ name: String, balance: String = "1000") throws -> NewAccount {
        NewAccount(address: name, publicKey: "", l1Address: "", balance: try Quote(balance))
    }
}
