import JSON

/// The JSON object in the body of a control request; an empty body counts as an empty object.
///
/// Every reader throws ``NetworkError/control(_:)`` when the member is there but is not what it should be.
struct ControlBody {
    private let reader: JSONReader

    init(_ request: NetworkRequest) throws(NetworkError) {
        do throws(JSONError) {
            let value: JSONValue = request.body.isEmpty ? .object([:]) : try JSONValue(parsing: request.body)
            reader = JSONReader(value)
            _ = try reader.object()
        } catch {
            throw .control("body: \(error)")
        }
    }

    /// All members.
    var object: JSONObject {
        if case .object(let object) = reader.value { object } else { [:] }
    }

    /// An integer from 0 to 2^64 − 1, nil if absent.
    func integer(_ name: String) throws(NetworkError) -> UInt64? {
        try read(name) { (member) throws(JSONError) in try member.uint64() }
    }

    /// An integer from 0 to a million, nil if absent.
    func count(_ name: String) throws(NetworkError) -> Int? {
        guard let number = try integer(name) else { return nil }
        guard number <= 1_000_000 else { throw .control("\(name): expected at most 1000000") }
        return Int(number)
    }

    /// A string, nil if absent.
    func text(_ name: String) throws(NetworkError) -> String? {
        try read(name) { (member) throws(JSONError) in try member.string() }
    }

    /// A boolean, nil if absent.
    func flag(_ name: String) throws(NetworkError) -> Bool? {
        try read(name) { (member) throws(JSONError) in try member.bool() }
    }

    private func read<Value>(
        _ name: String, _ body: (JSONReader) throws(JSONError) -> Value
    ) throws(NetworkError) -> Value? {
        do throws(JSONError) {
            return try reader.optionalField(name).map(body)
        } catch {
            throw .control(error.description)
        }
    }
}
