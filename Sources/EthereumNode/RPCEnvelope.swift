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

    /// The answer in a response object to the request with this number.
    ///
    /// An error may come with a null id, as from a server that could not read the request's.
    /// - Throws: what is wrong with the response.
    static func answer(_ reader: JSONReader, id: UInt64, text: ServerText) throws(JSONError) -> RPCAnswer {
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

    /// What a response says, whichever request it answers.
    static func answer(_ reader: JSONReader, text: ServerText) throws(JSONError) -> RPCAnswer {
        guard try reader.field("jsonrpc").string() == "2.0" else {
            throw try reader.field("jsonrpc").error("expected \"2.0\"")
        }
        guard let error = try reader.optionalField("error") else { return .result(try reader.field("result").value) }
        guard try reader.optionalField("result") == nil else { throw reader.error("both a result and an error") }
        return .refusal(
            RPCRefusal(
                code: Int64(try error.field("code").int()), message: text.line(try error.field("message").string()),
                data: try error.optionalField("data")?.value))
    }

    private static func id(_ reader: JSONReader) throws(JSONError) -> UInt64 { try reader.field("id").uint64() }
}
