import Foundation
import Support
import Wire

/// A blocking socket to a server on this machine.
final class Client {
    /// Long enough for a busy machine; a test that runs into it has failed.
    private static let timeoutSeconds = 30

    private let descriptor: Int32
    private var unread: [UInt8] = []

    /// `lastNumber` is that of the client's own address: 1 for 127.0.0.1.
    init(port: Int, receiveBuffer: Int32? = nil, from lastNumber: UInt8 = 1) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: Self.timeoutSeconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, size)
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        if var receiveBuffer {
            let size = socklen_t(MemoryLayout<Int32>.size)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, size)
        }
        guard Self.call(bind, descriptor, port: 0, lastNumber) == 0 else {
            throw ClientError("bind: \(errno)")
        }
        guard Self.call(connect, descriptor, port: port, 1) == 0 else {
            throw ClientError("connect: \(errno)")
        }
    }

    /// Gives a system call an address of this machine.
    private static func call(
        _ call: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32, _ descriptor: Int32, port: Int,
        _ lastNumber: UInt8
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = in_addr_t((UInt32(0x7F00_0000) | UInt32(lastNumber)).bigEndian)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw ClientError("send: \(errno)") }
            rest = rest.dropFirst(count)
        }
    }

    /// Sends a request with the fields that every request needs.
    func send(_ question: Question) throws {
        var text = "\(question.method) \(question.target) HTTP/1.1\r\nHost: localhost\r\n"
        for (name, value) in question.headers { text += "\(name): \(value)\r\n" }
        if !question.body.isEmpty { text += "Content-Length: \(question.body.count)\r\n" }
        try send(Array((text + "\r\n").utf8) + question.body)
    }

    /// Says that no more is sent; answers can still be read.
    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// The next response, whose body is as long as it says.
    func readResponse(isHead: Bool = false) throws -> Answered {
        while true {
            if let end = headEnd {
                var answer = try Self.head(unread[..<end])
                let length = isHead ? 0 : Int(answer["Content-Length"] ?? "0") ?? 0
                while unread.count < end + 4 + length { try readMore() }
                answer.body = Array(unread[(end + 4)..<(end + 4 + length)])
                unread.removeFirst(end + 4 + length)
                return answer
            }
            try readMore()
        }
    }

    /// The next header block; what follows it is no body.
    func readHead() throws -> Answered {
        while headEnd == nil { try readMore() }
        guard let end = headEnd else { throw ClientError("no header block") }
        let answer = try Self.head(unread[..<end])
        unread.removeFirst(end + 4)
        return answer
    }

    /// So many bytes.
    func read(_ count: Int) throws -> [UInt8] {
        while unread.count < count { try readMore() }
        defer { unread.removeFirst(count) }
        return Array(unread[..<count])
    }

    /// Everything until the server closes.
    func readToEnd() -> [UInt8] {
        while (try? readMore()) != nil {}
        defer { unread = [] }
        return unread
    }

    /// Whether the server closes now, without another byte.
    var isAtEnd: Bool { readToEnd().isEmpty }

    private func readMore() throws {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { throw ClientError(count == 0 ? "closed" : "recv: \(errno)") }
        unread += chunk[..<count]
    }

    private var headEnd: Int? {
        let mark = Array("\r\n\r\n".utf8)
        guard unread.count >= 4 else { return nil }
        return (0...(unread.count - 4)).first { unread[$0..<($0 + 4)].elementsEqual(mark) }
    }

    private static func head(_ bytes: ArraySlice<UInt8>) throws -> Answered {
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ", maxSplits: 2)
        guard words.count == 3, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            throw ClientError("not a status line: \(lines[0])")
        }
        let headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (name: String(parts[0]), value: parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
        }
        return Answered(status: status, headers: Array(headers), body: [])
    }
}

struct ClientError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
