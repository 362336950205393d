import Glibc

/// The operating system's words for an `errno` value, such as `connection refused`.
func systemWords(_ code: Int32) -> String {
    unsafe String(cString: strerror(code)).lowercased()
}
