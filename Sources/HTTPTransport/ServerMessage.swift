import JSON

/// What an error answer says, for a person.
///
/// Known shapes are `{"status":404,"message":"…"}` and `{"Custom":{"message":"…","status":404}}`; anything else, such
/// as `{"FetchStateCert":{"epoch":7}}` or a proxy's HTML, is given as it came. The text may still hold secrets and
/// control characters.
func serverMessage(in body: [UInt8]) -> String {
    if case .object(let answer)? = try? JSONValue(parsing: body) {
        if case .string(let message)? = answer["message"] { return message }
        if case .object(let custom)? = answer["Custom"], case .string(let message)? = custom["message"] {
            return message
        }
    }
    return String(decoding: body, as: UTF8.self)
}
