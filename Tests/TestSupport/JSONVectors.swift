import Foundation

/// The value that a JSON text describes; its names in `snake_case` are those of properties in `camelCase`.
///
/// Throws `DecodingError`.
public func decodeJSON<Value: Decodable>(
    _ text: some Sequence<UInt8>, as type: Value.Type = Value.self
) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(text))
}

extension Bundle {
    /// The bytes of `Vectors/name` among the resources of a test target, as in `Bundle.module.vectors("rescue.json")`.
    ///
    /// Throws `TestSupportError` when there is no such file, or the error of reading it.
    public func vectors(_ name: String) throws -> [UInt8] {
        guard let file = url(forResource: name, withExtension: nil, subdirectory: "Vectors") else {
            throw TestSupportError(description: "no resource Vectors/\(name)")
        }
        return try [UInt8](Data(contentsOf: file))
    }
}
