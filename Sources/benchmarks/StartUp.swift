import Glibc

/// Starts a built command and waits for its end.
enum StartUp {
    /// The folder of this program, in which the other commands are built too.
    static var commandDirectory: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return "." }
        let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    /// A benchmark of `command --version`, or nil if the command is not built.
    static func benchmark(_ command: String) -> Benchmark? {
        let path = commandDirectory + "/" + command
        guard access(path, X_OK) == 0 else { return nil }
        return Benchmark(name: "start-up of \(command)", count: 5) {
            for _ in 0..<5 { run(path, "--version") }
        }
    }

    private static func run(_ path: String, _ argument: String) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), strdup(argument), nil]
        defer { arguments.forEach { free($0) } }
        var child = pid_t()
        guard posix_spawn(&child, path, &actions, nil, arguments, environ) == 0 else { return }
        var status: Int32 = 0
        waitpid(child, &status, 0)
    }
}
