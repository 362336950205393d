import Ethereum
import JSON

/// The frame of JSON-RPC 2.0 around requests and answers, single and in batches.
enum RPCEnvelope {
    /// A request object. An empty list of parameters is written out: older servers ask for one.
    static func request(_ request: NodeRequest, id: UInt64) -> JSONValue {
        [
            "jsonrpc": "2.0", "id": .number(JSONNumber(id)), "method": .string(request.method),
            "params": .array(request.parameters),
        ]
    }

    /// The answer in a response object to the request with this number, also as the only element of an array.
    ///
    /// An error may come with a null id, as from a server that could not read the request's.
    /// - Throws: what is wrong with the response.
    static func answer(_ document: JSONReader, id: UInt64, text: ServerText) throws(JSONError) -> RPCAnswer {
        var reader = document
        if case .array(let elements) = document.value, elements.count == 1 { reader = try document.element(0) }
        let answer = try answer(reader, text: text)
        if case .refusal = answer, try reader.optionalField("id") == nil { return answer }
        guard try self.id(reader) == id else { throw reader.error("it answers another request") }
        return answer
    }

    /// The answers in the responses to a batch, in the order of `ids`; the responses may come in any order.
    ///
    /// - Throws: what is wrong with the responses: one is missing, is there twice, or answers nothing that was asked.
    static func answers(_ reader: JSONReader, ids: [UInt64], text: ServerText) throws(JSONError) -> [RPCAnswer] {
        var found: [UInt64: RPCAnswer] = [:]
        for element in try reader.elements() {
            let id = try id(element)
            guard ids.contains(id) else { throw element.error("it answers no request of the batch") }
            guard found.updateValue(try answer(element, text: text), forKey: id) == nil else {
                throw element.error("the second answer to one request")
            }
        }
        var answers: [RPCAnswer] = []
        for id in ids {
            guard let answer = found[id] else { throw reader.error("no answer to one request of the batch") }
            answers.append(answer)
        }
        return answers
    }

    /// What a response says, whichever request it answers. Its `jsonrpc` is not looked at: servers leave it out.
    static func answer(_ reader: JSONReader, text: ServerText) throws(JSONError) -> RPCAnswer {
        guard let error = try reader.optionalField("error") else { return .result(try reader.field("result").value) }
        guard try reader.optionalField("result") == nil else { throw reader.error("both a result and an error") }
        return .refusal(RPCRefusal(error.value, text: text))
    }

    /// The number of the request; some servers give it back as a text.
    private static func id(_ reader: JSONReader) throws(JSONError) -> UInt64 {
        let field = try reader.field("id")
        if case .string(let text) = field.value, let id = UInt64(text) { return id }
        return try field.uint64()
    }
}

extension RPCRefusal {
    /// The error of a response, however it is written: an object with code and message, one without, or a mere text.
    init(_ error: JSONValue, text: ServerText) {
        var (code, message, data): (Int64?, String?, JSONValue?) = (nil, nil, nil)
        switch error {
        case .object(let object):
            if case .number(let number)? = object["code"] { code = number.int64 }
            if case .string(let digits)? = object["code"] { code = Int64(digits) }
            if case .string(let words)? = object["message"] { message = words }
            data = object["data"].flatMap { $0 == .null ? nil : $0 }
            if code == nil, message == nil { message = try? error.serialized() }
        case .string(let words): message = words
        default: message = try? error.serialized()
        }
        self.init(code: code ?? 0, message: text.line(message ?? ""), data: data)
    }
}
