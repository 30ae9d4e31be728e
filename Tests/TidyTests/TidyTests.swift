import Foundation
import Support
import Testing

/// What holds the house together and the compiler does not check.
@Suite struct TidyTests {
    /// Which modules a target's sources may import. The targets that touch C and the program itself may also
    /// call the C library.
    private static let imports: [(target: String, modules: Set<String>)] = [
        ("Exchange", []),
        ("StarkCurve", []),
        ("Wire", ["Crypto"]),
        ("Gateway", ["Exchange", "StarkCurve", "Wire", "Crypto"]),
        ("Store", ["CSQLite", "Exchange", "Wire"]),
        ("EventLoop", ["CLibuv", "Glibc"]),
        ("Server", ["EventLoop", "Exchange", "Gateway", "Store", "Wire"]),
        (
            "paradex-mock",
            [
                "ArgumentParser", "EventLoop", "Exchange", "Gateway", "Glibc", "Server", "StarkCurve",
                "Store",
                "Wire",
            ]
        ),
        ("CLibuv", []),
        ("CSQLite", []),
    ]

    /// Targets whose sources may say unsafe: those that touch C.
    private static let unsafeTargets: Set<String> = ["EventLoop", "Store"]
    /// What Wire may say, where the standard library makes text or bytes of borrowed memory no other way.
    private static let scopedLending = "bytes.withUnsafeBufferPointer { "

    private static let sources = files(in: "Sources")
    private static let tests = files(in: "Tests")

    private static func files(in folder: String) -> [SourceFile] {
        let root = Fixtures.package.appending(path: folder)
        let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let text = (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
            return SourceFile(path: path, text: text)
        }
    }

    @Test("every target is in the table, and every target of the table exists")
    func targets() {
        let folders = try? FileManager.default.contentsOfDirectory(
            atPath: Fixtures.package.appending(path: "Sources").path)
        #expect(folders?.sorted() == Self.imports.map(\.target).sorted())
        #expect(Self.sources.count > 100)
    }

    @Test("a target imports only what the table allows", arguments: imports.map(\.target))
    func importTable(_ target: String) {
        let allowed = Self.imports.first { $0.target == target }?.modules ?? []
        for file in Self.sources where file.target == target {
            for module in file.imports {
                #expect(allowed.contains(module), "\(file.path) imports \(module)")
            }
        }
    }

    @Test("C is imported so that it cannot leak upwards")
    func importsOfC() {
        for file in Self.sources {
            for line in file.code where line.hasSuffix("import CLibuv") || line.hasSuffix("import CSQLite") {
                #expect(!line.contains("package ") && !line.contains("public "), "\(file.path): \(line)")
            }
        }
    }

    @Test("memory is handled by hand only in the targets that touch C")
    func unsafe() {
        for file in Self.sources where !Self.unsafeTargets.contains(file.target) {
            for line in file.code {
                if file.target == "Wire", line.contains(Self.scopedLending) { continue }
                let words = [
                    "UnsafePointer", "UnsafeMutable", "UnsafeRaw", "UnsafeBuffer", "Unmanaged", "unsafe",
                ]
                #expect(!words.contains { line.contains($0) }, "\(file.path): \(line)")
            }
        }
    }

    @Test("nothing goes behind the compiler's back, and nothing is left for later")
    func habits() {
        let words = [
            "@unchecked Sendable", "nonisolated(unsafe)", "fatalError(", "import Foundation", "try!",
        ]
        let notes = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
        for file in Self.sources {
            for line in file.code {
                #expect(!words.contains { line.contains($0) }, "\(file.path): \(line)")
            }
            #expect(!notes.contains { file.text.contains($0) }, "\(file.path)")
        }
    }

    @Test("no global can change")
    func globals() {
        for file in Self.sources {
            for line in file.text.split(separator: "\n") {
                let isGlobal = ["var ", "package var ", "public var ", "private var ", "fileprivate var "]
                    .contains { line.hasPrefix($0) }
                #expect(!isGlobal || line.hasSuffix("{") || line.contains("{ "), "\(file.path): \(line)")
                let isStatic = line.contains("static var ") && !line.contains("{") && line.contains("=")
                #expect(!isStatic, "\(file.path): \(line)")
            }
        }
    }

    /// Suites that are about several source files, or about none.
    private static let freeSuites: Set<String> = [
        "GatewayTests/FuzzTests", "GatewayTests/OpenAPIDocumentTests", "GatewayTests/TranscriptTests",
        "ServerTests/TranscriptTests", "ServerTests/CommitTests", "ServerTests/DeadlineTests",
        "ServerTests/SlowReaderTests", "GatewayTests/LimitedTests", "ServerTests/LimitedTests",
    ]

    @Test("the suites of Gateway and Server are named and placed like the sources they test")
    func mirror() {
        let places = Set(Self.sources.map { String($0.path.dropLast(".swift".count)) })
        for file in Self.tests where ["GatewayTests", "ServerTests"].contains(file.target) {
            guard file.path.hasSuffix("Tests.swift") else { continue }
            let place = String(file.path.dropLast(".swift".count))
            guard !Self.freeSuites.contains(place) else { continue }
            let mirrored = place.replacingOccurrences(of: "Tests", with: "")
            #expect(places.contains(mirrored), "\(file.path) has no Sources/\(mirrored).swift")
        }
    }

    @Test("a folder of tests has a folder of sources")
    func folders() {
        let folders = Set(Self.sources.map { ($0.path as NSString).deletingLastPathComponent })
        for file in Self.tests {
            let folder = (file.path as NSString).deletingLastPathComponent
            let target = folder.split(separator: "/")[0]
            guard target.hasSuffix("Tests"), folder.contains("/"), !folder.hasSuffix("/Support") else {
                continue
            }
            #expect(folders.contains(folder.replacingOccurrences(of: "Tests", with: "")), "\(file.path)")
        }
    }
}

/// One file of Swift.
private struct SourceFile: Sendable {
    let path: String
    let text: String

    var target: String { String(path.split(separator: "/")[0]) }

    /// The lines without comments and without white space around them.
    var code: [Substring] {
        text.split(separator: "\n").map { line in
            let code = line.range(of: "//").map { line[..<$0.lowerBound] } ?? line
            return Substring(code.trimmingCharacters(in: .whitespaces))
        }.filter { !$0.isEmpty }
    }

    /// The modules that are imported, whatever stands before `import`.
    var imports: [String] {
        code.compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
                words[..<index].allSatisfy({ Self.modifiers.contains(String($0)) || $0.hasPrefix("@") })
            else { return nil }
            return String(words[words.endIndex - 1].split(separator: ".")[0])
        }
    }

    private static let modifiers: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
}
