import Testing

@testable import Server

@Suite struct DateHeaderTests {
    @Test(
        "seconds since 1970 as RFC 9110 §5.6.7 writes them",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT"),
            (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
            (1_735_689_599, "Tue, 31 Dec 2024 23:59:59 GMT"),
            (1_735_689_600, "Wed, 01 Jan 2025 00:00:00 GMT"),
            (2_147_483_648, "Tue, 19 Jan 2038 03:14:08 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
            (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
        ] as [(Int64, String)])
    func format(_ second: Int64, _ text: String) {
        #expect(DateHeader.format(second) == text)
        var header = DateHeader()
        #expect(header.fieldLine(at: second) == Array("Date: \(text)\r\n".utf8))
    }

    @Test("the text is made anew when the second changes")
    func remembered() {
        var header = DateHeader()
        #expect(String(decoding: header.fieldLine(at: 59), as: UTF8.self).contains("00:00:59"))
        #expect(String(decoding: header.fieldLine(at: 59), as: UTF8.self).contains("00:00:59"))
        #expect(String(decoding: header.fieldLine(at: 60), as: UTF8.self).contains("00:01:00"))
        #expect(String(decoding: header.fieldLine(at: 59), as: UTF8.self).contains("00:00:59"))
    }
}
