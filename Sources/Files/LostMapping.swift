import Synchronization

/// What a process says last when part of a mapped file is gone: the file was cut short, or its disk fails.
///
/// The system tells it by a signal, SIGBUS, in whose handler next to nothing is allowed. So the words are made when the
/// file is mapped.
package enum LostMapping {
    /// Exit code of a process that ends so: 74 of `sysexits.h`, reading or writing failed.
    ///
    /// The code may pass: whoever is copying a new file over the old one will have done so.
    package static let exitCode: Int32 = 74

    /// A function in a mutex would be wrapped once more whenever it is read, and calls of it would go deeper and deeper: in a
    /// structure it stays as it is.
    private struct Form: Sendable {
        let words: @Sendable (_ message: String, _ hint: String) -> String
    }

    private static let form = Mutex(Form { message, _ in message + "\n" })

    /// From now on the words about files that are mapped are what `form` makes of message and hint.
    package static func setForm(_ form: @escaping @Sendable (_ message: String, _ hint: String) -> String) {
        self.form.withLock { $0 = Form(words: form) }
    }

    /// The words about the file at `path`.
    static func words(_ path: String) -> String {
        let hint = "replace a file that is in use by renaming, as mv does, not by copying over it"
        return form.withLock { $0 }.words("cannot read \(path): it was cut short meanwhile, or its disk fails", hint)
    }
}
