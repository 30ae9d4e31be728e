import ArgumentParser
import EventLoop
import Exchange

/// Runs the matching engine alone, for tests that compare it with another one.
///
/// Reads one `BareOperation` a line from standard input. For each it writes what came of it: a line
/// `fill MAKER TAKER PRICE SIZE` for every trade, in the order of the trades, and then one line that starts with `=`
/// and says how the order stands. Nothing waits for an answer, so input may come from a file.
struct MatchOrders: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match-orders",
        abstract: "Match orders read from standard input in a market of their own.", shouldDisplay: false)

    /// Output is collected up to so many bytes before it is written.
    private static let outputBlock = 65536

    func run() throws {
        EventLoop.ignoreSIGPIPE()
        var market = BareMarket()
        var output = ""
        var lineNumber = 0
        while let line = readLine() {
            lineNumber += 1
            guard let operation = BareOperation(line) else { throw Self.malformed(line, lineNumber) }
            market.perform(operation, into: &output)
            if output.utf8.count >= Self.outputBlock {
                FileSystem.print(output)
                output = ""
            }
        }
        FileSystem.print(output)
    }

    private static func malformed(_ line: String, _ number: Int) -> ValidationError {
        ValidationError("line \(number), \"\(line)\": expected \(BareOperation.forms)")
    }
}
