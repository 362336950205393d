import Foundation

extension DevelopmentTools {
    /// What the JSON Schema of update documents finds wrong with `document`, members included that it does not name; nil
    /// for nothing.
    public static func complaint(about document: String) async throws -> String? {
        let program = """
            from json import loads
            from sys import argv
            from validate import SCHEMA, complaint, validator
            print(complaint(validator(loads(SCHEMA.read_text()), True), loads(argv[1])) or "")
            """
        let output = String(decoding: try await run(["-c", program, document]), as: UTF8.self)
        let complaint = output.trimmingCharacters(in: .whitespacesAndNewlines)
        return complaint.isEmpty ? nil : complaint
    }
}
