import Glibc

/// A program that was started and has to be waited for: exactly one call of ``answer(_:)``.
struct RunningProgram {
    /// How long a program has to end by itself after SIGTERM.
    private static let grace = Duration.seconds(1)

    private let program: ExternalProgram
    private let process: pid_t
    /// What the program has not taken yet.
    private var input: ArraySlice<UInt8>
    /// Nil once the program has all of its input, or reads no more.
    private var inputWriter: FileDescriptor?
    /// Nil once the program has closed its output.
    private var outputReader: FileDescriptor?
    private var output: [UInt8] = []

    init(
        _ program: ExternalProgram, process: pid_t, input: [UInt8], _ inputWriter: FileDescriptor,
        _ outputReader: FileDescriptor
    ) {
        self.program = program
        self.process = process
        self.input = input[...]
        self.inputWriter = inputWriter
        self.outputReader = outputReader
        inputWriter.setNonBlocking()
        outputReader.setNonBlocking()
    }

    /// What the program writes until it ends with exit code 0. Blocks.
    ///
    /// Throws ``SigningError``; the program has ended in any case.
    mutating func answer(_ cancellation: Cancellation) throws(SigningError) -> [UInt8] {
        let deadline = ContinuousClock.now + program.timeout
        while true {
            // Looked at before reading, so that nothing is missed that the program wrote.
            let ending = ending()
            exchange()
            if let ending, ending != .exit(0) { throw .programFailed(program: program.name, ending: ending) }
            guard output.count <= program.maximumOutput else {
                if ending == nil { end() }
                throw .answerTooLong(program: program.name, limit: program.maximumOutput)
            }
            if ending != nil { return output }
            if cancellation.isSet {
                end()
                throw .cancelled
            }
            if ContinuousClock.now >= deadline {
                end()
                throw .timedOut(program: program.name, seconds: Int(program.timeout.components.seconds))
            }
            wait()
        }
    }

    /// Gives the program what it takes and reads what it gives.
    private mutating func exchange() {
        if let inputWriter {
            let count = inputWriter.writeAvailable(input)
            input = input.dropFirst(count ?? input.count)
            if input.isEmpty { self.inputWriter = nil }
        }
        while let outputReader, output.count <= program.maximumOutput, let part = outputReader.readAvailable() {
            output += part
            if part.isEmpty { self.outputReader = nil }
        }
    }

    /// Returns when the program takes or gives something, after 20 ms at the latest.
    private func wait() {
        var polled = [
            pollfd(fd: inputWriter?.number ?? -1, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: outputReader?.number ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        _ = unsafe poll(&polled, nfds_t(polled.count), 20)
    }

    /// How the process ended; nil while it runs.
    private func ending() -> SigningError.ProgramEnding? {
        var status: Int32 = 0
        let reaped = unsafe waitpid(process, &status, WNOHANG)
        // Somebody else took its exit code, which is lost.
        guard reaped >= 0 || errno == EINTR else { return .exit(-1) }
        guard reaped == process else { return nil }
        // As WIFEXITED, WEXITSTATUS and WTERMSIG of <sys/wait.h> have it.
        return status & 0x7f == 0 ? .exit(status >> 8 & 0xff) : .signal(status & 0x7f)
    }

    private func end() {
        kill(process, SIGTERM)
        let deadline = ContinuousClock.now + Self.grace
        while ending() == nil {
            if ContinuousClock.now >= deadline { kill(process, SIGKILL) }
            usleep(5000)
        }
    }
}
