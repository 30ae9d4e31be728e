import Exchange
import Testing

@Suite("Quote")
struct QuoteTests {
    @Test(
        "price times size is rounded as asked",
        arguments: [
            ("64000.5", "0.013", "832.0065", "832.0065"),
            ("0.00000001", "0.5", "0", "0.00000001"),
            ("0.00000001", "0.49", "0", "0"),
            ("0.00000003", "0.5", "0.00000001", "0.00000002"),
            (
                "92233720368.54775807", "92233720368.54775807", "8507059173023461584739.69077842",
                "8507059173023461584739.69077842"
            ),
        ])
    func product(price: String, size: String, cut: String, nearest: String) throws {
        let (price, size) = (try Price(price), try Size(size))
        #expect(Quote(price, times: size, rounding: .towardZero).text == cut)
        #expect(Quote(price, times: size, rounding: .nearest).text == nearest)
    }

    @Test(
        "a share of an amount is rounded as asked, rebates alike",
        arguments: [
            ("1000", "0.0003", "0.3", "0.3"), ("1000", "-0.00005", "-0.05", "-0.05"), ("0", "0.5", "0", "0"),
            ("0.00000005", "0.5", "0.00000002", "0.00000003"),
            ("0.00000005", "-0.5", "-0.00000002", "-0.00000003"),
            ("0.00000001", "0.4", "0", "0"),
        ])
    func share(amount: String, rate: String, cut: String, nearest: String) throws {
        #expect(try Quote(amount).share(Rate(rate), rounding: .towardZero).text == cut)
        #expect(try Quote(amount).share(Rate(rate), rounding: .nearest).text == nearest)
    }

    @Test("sums may exceed what can be read")
    func sums() throws {
        var sum = try Quote("90000000000")
        sum += sum
        #expect(sum.text == "180000000000")
        sum -= try Quote("90000000000") + Quote("90000000001")
        #expect(sum.text == "-1")
        #expect(sum < .zero)
    }
}
