/// The `Date` field of responses (RFC 9110 §6.6.1), made anew once a second.
struct DateHeader {
    private var second: Int64 = -1
    private var line: [UInt8] = []

    /// The complete field line.
    mutating func fieldLine(at second: Int64) -> [UInt8] {
        if second != self.second {
            self.second = second
            line = Array("Date: \(Self.format(second))\r\n".utf8)
        }
        return line
    }

    /// IMF-fixdate, for example "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 §5.6.7).
    static func format(_ second: Int64) -> String {
        let days = second / 86400
        let (year, month, day) = civilDate(daysSince1970: days)
        let time = [second / 3600 % 24, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
        return "\(weekdays[Int(days % 7)]), \(twoDigits(day)) \(months[Int(month) - 1]) \(year) \(time) GMT"
    }

    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func twoDigits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

    /// The Gregorian date, by Howard Hinnant's algorithm of eras of 400 years that start on 1 March.
    private static func civilDate(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
