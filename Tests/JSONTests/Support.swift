import JSON

/// A generator with a seed, so that a failure can be repeated: SplitMix64 (Steele, Lea, Flood 2014).
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

/// The error that `body` throws, nil if it throws none.
func failure<T: ~Copyable>(_ body: () throws(JSONError) -> T) -> JSONError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error
    }
}

/// The error of parsing `text`, nil if it parses.
func parseFailure(_ text: String, limits: JSONLimits = JSONLimits()) -> JSONError? {
    failure { () throws(JSONError) in try JSONValue(parsing: text, limits: limits) }
}

/// A document with something of everything.
let sampleDocument = #"""
    {"schema":"hotshot-state-update/1","bundle":{"epoch":18446744073709551615,"signatures":[{"key":"é","r":-0.1e+5},
    {"key":"\ud83d\ude00\"\\","r":0}],"next":null},"on":[true,false,[],{}],"deep":[[[[1]]]],"":"\u0000 12"}
    """#
