import Glibc

/// The operating system's words for an `errno` value, such as `connection refused`.
package func systemWords(_ code: Int32) -> String {
    let words = unsafe String(cString: strerror(code))
    return words.prefix(1).lowercased() + words.dropFirst()
}
