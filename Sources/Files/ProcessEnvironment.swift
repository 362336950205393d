import Glibc

/// The environment of this process.
public enum ProcessEnvironment {
    /// The variables by name; of two with one name the first, as `getenv` has it. Bytes that are no UTF-8 are replaced.
    public static var variables: [String: String] { unsafe variables(in: environ) }

    /// The variables in texts `NAME=value`, of which a null pointer is the end.
    package static func variables(in entries: UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> [String: String] {
        var variables: [String: String] = [:]
        var next = unsafe entries
        while let place = unsafe next, let entry = unsafe place.pointee {
            unsafe next = place.successor()
            let text = unsafe String(cString: entry)
            guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = String(text[..<sign])
            if variables[name] == nil { variables[name] = String(text[text.utf8.index(after: sign)...]) }
        }
        return variables
    }
}
