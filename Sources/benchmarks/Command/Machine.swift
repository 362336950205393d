import Glibc

/// The machine that the figures belong to.
enum Machine {
    /// The processor's name and the number of processors this process may use.
    static var description: String { "\(processor), \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) processors" }

    /// The processor's name.
    static var processor: String {
        let information = ProcessFile.text("/proc/cpuinfo") ?? ""
        let model = information.split(separator: "\n").first { $0.hasPrefix("model name") }
        return model?.split(separator: ":").last.map { String($0.drop { $0 == " " }) } ?? "unknown processor"
    }

    /// The processor's family, as Swift names it.
    static var architecture: String {
        #if arch(x86_64)
            "x86_64"
        #elseif arch(arm64)
            "arm64"
        #else
            "other"
        #endif
    }
}

/// A file of /proc, whose length is not known before it is read.
enum ProcessFile {
    /// Its text, nil if it cannot be read.
    static func text(_ path: String) -> String? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(file, &buffer, buffer.count)
            if count <= 0 { return count == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
            bytes += buffer[..<count]
        }
    }
}
