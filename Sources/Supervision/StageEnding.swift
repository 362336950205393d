/// How a program ended.
package enum StageEnding: Sendable, Equatable {
    /// By itself, with this code.
    case exit(Int32)
    /// By this signal.
    case signal(Int32)

    /// As `waitpid` tells it.
    init(waitStatus status: Int32) {
        // WIFEXITED, WEXITSTATUS and WTERMSIG of <sys/wait.h>, macros that are not imported.
        self = status & 0x7f == 0 ? .exit(status >> 8 & 0xff) : .signal(status & 0x7f)
    }

    /// The code, or 128 and the signal's number, as a shell has it.
    package var code: Int32 {
        switch self {
        case .exit(let code): code
        case .signal(let number): 128 + number
        }
    }
}
