import Glibc
import Synchronization

/// What a process says last when the system does not give it memory for a large block.
///
/// There may be no room for words by then, so they are made before the first block is asked for.
package enum MemoryShortage {
    /// Exit code of a process that ends so: 75 of `sysexits.h`, try again later.
    ///
    /// Another process may give memory back. A limit has to be raised by somebody, as that on threads, which ends a command
    /// with the same code.
    package static let exitCode: Int32 = 75

    /// A function in a mutex would be wrapped once more whenever it is read: in a structure it stays as it is.
    private struct Form: Sendable {
        let words: @Sendable () -> String
    }

    private static let form = Mutex<Form?>(nil)

    /// Nil in a program that did not say what the words are.
    private static let words = form.withLock { $0 }.map { Array($0.words().utf8) }

    /// The words are to be what `form` makes; it is called once.
    package static func setForm(_ form: @escaping @Sendable () -> String) {
        self.form.withLock { $0 = Form(words: form) }
    }

    /// Makes the words, unless they are there.
    package static func prepare() { _ = words }

    /// Says the words, as they were prepared, and ends the process. Traps if there are none.
    package static func end() -> Never {
        guard let words else { preconditionFailure("out of memory") }
        var rest = words[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        _exit(exitCode)
    }
}
