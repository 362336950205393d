import Foundation
import TestSupport

/// The body of the reply to a GET of `url`, of whatever type; throws unless the status is 2xx.
func get(_ url: String) async throws -> String {
    let result = try await BuiltCommand(path: "/usr/bin/curl").run(["-sf", "--max-time", "10", url])
    guard result.ending == .exit(0) else { throw TestSupportError(description: "\(url): \(result.ending)") }
    return result.output
}
