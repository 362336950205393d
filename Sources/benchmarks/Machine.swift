import FoundationEssentials
import Glibc

/// The machine that the figures belong to.
enum Machine {
    /// The processor's name and the number of processors this process may use.
    static var description: String {
        let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let model =
            information.split(separator: "\n").first { $0.hasPrefix("model name") }
            .flatMap { $0.split(separator: ":").last }.map { $0.drop(while: { $0 == " " }) } ?? "unknown processor"
        return "\(model), \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) processors"
    }
}
