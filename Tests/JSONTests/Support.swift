import JSON

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
