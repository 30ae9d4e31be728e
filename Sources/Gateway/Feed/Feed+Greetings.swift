import Exchange
import Wire

extension Feed {
    /// Tells new subscribers what there is, where a channel begins with that.
    mutating func greet(of exchange: Exchange, _ edition: inout Edition) {
        for greeting in greetings {
            switch greeting.topic.channel {
            case .book(let market, let feed):
                greet(greeting.socket, greeting.topic, market, feed, of: exchange, &edition)
            case .summaries: greetWithSummaries(greeting, of: exchange, &edition)
            case .fundingData: greetWithFunding(greeting, of: exchange, &edition)
            case .account: begin(greeting.topic, of: exchange, at: edition.now)
            case .bestPrices, .interactiveBestPrices, .trades, .orders, .fills, .positions, .balanceEvents,
                .fundingPayments, .transactions, .silent:
                break
            }
        }
        greetings = []
    }

    private mutating func greetWithSummaries(
        _ greeting: Greeting, of exchange: Exchange, _ edition: inout Edition
    ) {
        start(.summary, every: Self.summaryInterval, edition.now)
        guard let subscription = subscriptions[greeting.topic] else { return }
        let scope = greeting.topic.channel.market.map { [$0] } ?? exchange.allMarkets
        for market in greeting.markets ?? scope where isWanted(market, by: greeting.socket, greeting.topic) {
            let members = summary(of: market, in: exchange, at: edition.now)
            if summariesTold[market] == nil {
                summariesTold[market] = ToldSummary(members: members, at: edition.now)
            }
            let payload = subscription.payload { $0.summary(members, at: edition.now) }
            edition.send(payload, to: [greeting.socket])
        }
    }

    private mutating func greetWithFunding(
        _ greeting: Greeting, of exchange: Exchange, _ edition: inout Edition
    ) {
        start(.fundingData, every: Self.fundingInterval, edition.now)
        guard let subscription = subscriptions[greeting.topic] else { return }
        let scope = greeting.topic.channel.market.map { [$0] } ?? exchange.allMarkets
        for market in scope where exchange.markets[market.index].funding != nil {
            let record = exchange.fundingRecord(of: market, at: edition.now)
            edition.send(subscription.payload { $0.funding(record, in: exchange) }, to: [greeting.socket])
        }
    }

    /// An account begins with nothing; what moves from now on is told.
    private mutating func begin(_ topic: Topic, of exchange: Exchange, at now: Timestamp) {
        start(.account, every: Self.accountInterval, now)
        guard let account = topic.account, marginsTold[account] == nil else { return }
        marginsTold[account] = exchange.margin(of: account)
    }
}
