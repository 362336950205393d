import Glibc

/// Calls `body` with the texts as C takes a program's arguments and its environment: pointers, of which a null pointer is the
/// end. They must not be kept.
package func withCStrings<Result>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
    let copies = unsafe texts.map { unsafe strdup($0) }
    defer { unsafe copies.forEach { unsafe free($0) } }
    return unsafe body(copies + [nil])
}
