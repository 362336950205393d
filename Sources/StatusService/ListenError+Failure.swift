import CommandSupport
import Glibc
import HTTPService

extension ListenError {
    /// The failure of the command: a port that is taken may be free later, the rest wants another setting.
    package var failure: StageFailure {
        switch self {
        case .refused(_, _, EADDRINUSE):
            StageFailure(.tryAgain, description, hint: "another program has it; --port 0 takes any free port")
        case .refused(_, _, EACCES), .refused(_, _, EPERM):
            StageFailure(.notPermitted, description, hint: "ports below 1024 are the administrator's")
        case .refused, .unknownHost:
            StageFailure(.configuration, description, hint: "see --host")
        }
    }
}
