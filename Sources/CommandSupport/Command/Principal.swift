import CProcess
import Dispatch
import Files
import Glibc

/// The process on whose behalf this one works, where that is not the parent: the wrapper's stages are started by a shell
/// in between, which lives on when the wrapper is killed.
enum Principal {
    /// The variable with its process number.
    static let variable = "HSP_PARENT"

    /// Ends this process when its principal has ended, as SIGTERM does, and `grace` later in any case.
    static func watch(grace: Duration, environment: [String: String] = ProcessEnvironment.variables) {
        guard let number = environment[variable].flatMap({ pid_t($0) }), number > 1, number != getpid() else { return }
        DispatchQueue(label: "principal").async {
            guard cprocess_wait_for(number) == 0 else { return }
            kill(getpid(), SIGTERM)
            sleep(UInt32(clamping: grace.components.seconds + 1))
            _exit(128 + SIGTERM)
        }
    }
}
