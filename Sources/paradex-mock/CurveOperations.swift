import ArgumentParser
import EventLoop

/// Does the arithmetic of signatures alone, for tests that compare it with another implementation.
///
/// Reads one `CurveOperation` a line from standard input and writes its result as a line: numbers in hexadecimal,
/// `true` or `false`, `infinity` for that point, or `none` if there is no result.
struct CurveOperations: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "curve-operations",
        abstract: "Do field, curve, hash and signature operations read from standard input.",
        shouldDisplay: false)

    /// Output is collected up to so many bytes before it is written.
    private static let outputBlock = 65536

    func run() throws {
        EventLoop.ignoreSIGPIPE()
        var operations = CurveOperation()
        var output = ""
        var lineNumber = 0
        while let line = readLine() {
            lineNumber += 1
            guard let result = operations.result(of: line) else {
                throw ValidationError("line \(lineNumber), \"\(line)\": expected \(CurveOperation.forms)")
            }
            output += result + "\n"
            if output.utf8.count >= Self.outputBlock {
                FileSystem.print(output)
                output = ""
            }
        }
        FileSystem.print(output)
    }
}
