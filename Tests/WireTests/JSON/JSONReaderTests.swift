import Randomness
import Testing

@testable import Wire

/// The reader of tokens against a plain one, and the document against the tree.
@Suite struct JSONReaderTests {
    private static let texts = [
        #"{"market":"BTC-USD-PERP","side":"BUY","type":"LIMIT","size":"0.0002","price":"50007","client_id":"é\u00e9","#
            + #""signature":"[\"11\", \"22\"]","signature_timestamp":1763700000000,"recv_window":null,"stp":true}"#,
        #"[{"a":1,"flags":["REDUCE_ONLY"]}, {"a":-1.50e+3 ,"b":{"c":[[],{}],"d":"\ud83d\ude39"}},"","x",false]"#,
        #" { "a" : [ 1 , 2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30 ] } "#,
        #"{"a":0,"b":0,"c":0,"d":0,"e":0,"f":0,"g":0,"h":0,"i":0,"j":0,"k":0,"l":0,"m":0,"n":0,"o":0,"p":0,"q":0,"#
            + #""r":0,"s":0,"t":0,"u":0,"v":0,"w":0,"x":0,"y":0,"z":0,"0":0,"1":0,"2":0,"3":0,"4":0,"5":0,"6":0}"#,
        #"{"\u0061":1,"a\/b":2,"signature":3,"signature_timestamp":4,"signatur":5,"":6,"signatures":7}"#,
        "[\"\u{1F}\u{7F}\u{80}€𝄞 and more than eight bytes\"]", "-0.0", "nul", "\u{FEFF}{}",
    ]

    private static let fragments: [[UInt8]] =
        [
            "\"", "{", "}", "[", "]", ":", ",", "null", "true", "-1", "0", "1e4", "\"\"", "\"a\":1,", "\\",
            "\\u0061",
            "\\ud800", "\\udc00", "\"size\":\"1\",", "[[[[[[", "\u{0}", "é", " ", "\n", "\"\\u0061\":2,",
        ].map { Array($0.utf8) } + [[0xC3], [0xED, 0xA0, 0x80], [0xF4], [0x80]]

    private static func mutated(_ text: String, _ random: inout SeededRandom) -> [UInt8] {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 0...9, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 1: bytes.insert(contentsOf: fragments.randomElement(using: &random)!, at: place)
            case 2: bytes.removeSubrange(place..<end)
            default: bytes.insert(contentsOf: bytes[place..<end], at: end)
            }
        }
        return bytes
    }

    /// What a reader makes of a text: a value, or an error and its place.
    private static func outcome(_ read: () throws -> JSONValue) -> Result<JSONValue, JSONError> {
        do {
            return .success(try read())
        } catch {
            return .failure(error as! JSONError)
        }
    }

    @Test("the reader agrees with a plain one about every text", arguments: [1, 2, 3, 4] as [UInt64])
    func agrees(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var read = 0
        for _ in 0..<5000 {
            let bytes = Self.mutated(Self.texts.randomElement(using: &random)!, &random)
            let plain = Self.outcome { try PlainJSONReader.document(in: bytes.span) }
            let fast = Self.outcome { try JSONValue.parse(bytes) }
            #expect(plain == fast, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
            if case .success = fast { read += 1 }
        }
        #expect((500...4500).contains(read), "seed \(seed): a test sees both sides")
    }

    @Test("an object's members are those of the tree", arguments: [11, 12, 13, 14] as [UInt64])
    func members(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var members = JSONMembers()
        for _ in 0..<3000 {
            let bytes = Self.mutated(Self.texts.randomElement(using: &random)!, &random)
            let tree = Self.outcome { try JSONValue.parse(bytes) }
            let read = Self.outcome {
                try members.read(SharedBytes(bytes))
                return members.isObject ? members.tree : try tree.get()
            }
            #expect(tree == read, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test("an array's elements are those of the tree, one after the other", arguments: [15, 16] as [UInt64])
    func elements(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var members = JSONMembers()
        var objects = 0
        for _ in 0..<3000 {
            let inner = Self.mutated(Self.texts.randomElement(using: &random)!, &random)
            let bytes = [UInt8(ascii: "[")] + inner + Array(",{\"a\":[1]} , 2]".utf8)
            let tree = Self.outcome { try JSONValue.parse(bytes) }
            var elements: [JSONValue?] = []
            let read = Self.outcome {
                let isArray = try members.read(elementsOf: SharedBytes(bytes)) { element in
                    elements.append(element.isObject ? element.tree : nil)
                }
                #expect(isArray)
                return try tree.get()
            }
            #expect(tree == read, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
            guard let array = try? tree.get().arrayValue else { continue }
            #expect(elements == array.map { $0.objectValue == nil ? nil : $0 })
            objects += elements.count { $0 != nil }
        }
        #expect(objects > 1000, "seed \(seed): a test sees objects")
    }

    @Test("whatever is no array has no elements", arguments: ["{}", "1", #"{"a":[{}]}"#, " null "])
    func noElements(_ text: String) throws {
        var members = JSONMembers()
        #expect(
            try !members.read(elementsOf: SharedBytes(Array(text.utf8))) { _ in Issue.record("an element") })
    }

    @Test("a part of what was received is read as if it were alone", arguments: [21, 22] as [UInt64])
    func part(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<3000 {
            let bytes = Self.mutated(Self.texts.randomElement(using: &random)!, &random)
            let before = Self.mutated(Self.texts.randomElement(using: &random)!, &random)
            let after = Self.fragments.randomElement(using: &random)!
            let range = before.count..<before.count + bytes.count
            let alone = Self.outcome { try JSONValue.parse(bytes) }
            let part = Self.outcome {
                try JSONValue(JSONItem(SharedBytes(before + bytes + after, range)))
            }
            #expect(alone == part, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test("names and strings of every length are read the same at every distance from the end")
    func lengths() throws {
        for length in 0...40 {
            for rest in 0...20 {
                for last in ["a", "\\n", "é", "\u{7F}"] {
                    let text = String(repeating: "x", count: length) + last
                    let json = "{\"\(text)\":\"\(text)\"}" + String(repeating: " ", count: rest)
                    let plain = Self.outcome { try PlainJSONReader.document(in: Array(json.utf8).span) }
                    #expect(plain == Self.outcome { try JSONValue.parse(Array(json.utf8)) }, "\(json)")
                }
            }
        }
    }

    @Test("an integer is read as the standard library reads it")
    func integers() throws {
        var random = SeededRandom(seed: 31)
        for _ in 0..<20_000 {
            let count = Int.random(in: 1...21, using: &random)
            var text = String((0..<count).map { _ in "0123456789".randomElement(using: &random)! })
            if Bool.random(using: &random) { text = "-" + text }
            if Int.random(in: 0..<8, using: &random) == 0 {
                text += [".5", "e3", ".0", "x", ":"].randomElement(using: &random)!
            }
            let padding = Array(repeating: UInt8(ascii: "7"), count: Int.random(in: 0...17, using: &random))
            let bytes = padding + Array(text.utf8) + padding
            let range = padding.count..<padding.count + text.utf8.count
            #expect(bytes.span.int64(range) == Int64(text), "\(text)")
        }
    }

    @Test("a member is found by its name, however that was written, and by no other")
    func members() throws {
        let text =
            #"{"signatur":1,"signature_timestamp":2,"\u0073ignature":3,"o":{"i":4},"a":[{"l":5}],"":6}"#
        var object = JSONMembers(try JSONItem(SharedBytes(Array(text.utf8))))
        #expect(object.item("signatur")?.int64 == 1)
        #expect(object.item("signature_timestamp")?.int64 == 2)
        #expect(object.item("signature")?.int64 == 3)
        let (inner, array, number) = (object.item("o"), object.item("a"), object.item("signatur"))
        var members = JSONMembers(try #require(inner))
        #expect(members.item("i")?.int64 == 4)
        members = JSONMembers(try #require(array?.elements?.first))
        #expect(members.item("l")?.int64 == 5)
        #expect(object.item("")?.int64 == 6)
        for name: StaticString in ["i", "l", "signature_", "Signature", "signature_timestamps"] {
            #expect(object.item(name) == nil, "\(name)")
        }
        members = JSONMembers(try #require(number))
        #expect(members.item("signatur") == nil)
    }

    @Test("a text is compared with words byte for byte")
    func words() throws {
        let text = #"{"a":"LIMIT","b":"\u004cIMIT","c":"limit","d":"LIMI","e":""}"#
        var words = JSONMembers(try JSONItem(SharedBytes(Array(text.utf8))))
        let isLimit = (["a", "b", "c", "d", "e"] as [StaticString]).map { name in
            words.value(of: name).map { "LIMIT" ~= words.word($0) }
        }
        #expect(isLimit == [true, true, false, false, false])
        #expect("MARKET" ~= JSONWord("MARKET"))
        #expect(!("MARKET" ~= JSONWord("MAR\u{212A}ET")))
        #expect("" ~= JSONWord(""))
    }
}

extension JSONMembers {
    /// The object again, by way of its members.
    fileprivate var tree: JSONValue {
        .object(JSONObject(items.map { .init(key: $0.name, value: JSONValue($0.value)) }))
    }
}
