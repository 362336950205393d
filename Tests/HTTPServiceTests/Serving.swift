import Glibc
import HTTPService
import TestSupport

/// Does `work` on a thread of its own, since it blocks, and returns what it returns.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withTaskExecutorPreference(ThreadExecutor()) { try await perform(work) }
}

@concurrent private func perform<Value: Sendable>(_ work: @Sendable () throws -> Value) async throws -> Value {
    try work()
}

/// Runs each job on a thread of its own. Other than a mere thread it keeps the task, so that issues find their test.
private final class ThreadExecutor: TaskExecutor {
    private final class Job: Sendable {
        let job: UnownedJob
        let executor: ThreadExecutor

        init(_ job: UnownedJob, _ executor: ThreadExecutor) {
            self.job = job
            self.executor = executor
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = Unmanaged.passRetained(Job(UnownedJob(job), self))
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { job in
                guard let job else { return nil }
                let work = Unmanaged<Job>.fromOpaque(job).takeRetainedValue()
                work.job.runSynchronously(on: work.executor.asUnownedTaskExecutor())
                return nil
            }, job.toOpaque())
        precondition(status == 0, "no thread")
        pthread_detach(thread)
    }
}

extension HTTPServerLimits {
    /// The usual limits with some changes.
    static func with(_ change: (inout HTTPServerLimits) -> Void) -> HTTPServerLimits {
        var limits = HTTPServerLimits()
        change(&limits)
        return limits
    }
}

extension HTTPServer {
    /// An answer that tells what was asked.
    static let echo: @Sendable (HTTPRequest) -> HTTPResponse? = { request in
        let body = String(decoding: request.body, as: UTF8.self)
        return HTTPResponse(text: "\(request.method) \(request.target) \(body)", mediaType: "text/plain")
    }

    /// Runs a server on loopback for as long as `body` takes.
    static func serving<Value: Sendable>(
        limits: HTTPServerLimits = HTTPServerLimits(),
        answer: @escaping @Sendable (HTTPRequest) -> HTTPResponse? = echo,
        _ body: @escaping @Sendable (_ port: Int) throws -> Value
    ) async throws -> Value {
        try await HTTPServer(host: "127.0.0.1", port: 0, limits: limits, answer: answer).serving(body)
    }

    /// The same with answers that take their time.
    static func serving<Value: Sendable>(
        limits: HTTPServerLimits = HTTPServerLimits(),
        slowAnswer: @escaping @Sendable (HTTPRequest) async -> HTTPResponse?,
        _ body: @escaping @Sendable (_ port: Int) throws -> Value
    ) async throws -> Value {
        try await HTTPServer(host: "127.0.0.1", port: 0, limits: limits, slowAnswer: slowAnswer).serving(body)
    }

    private func serving<Value: Sendable>(
        _ body: @escaping @Sendable (_ port: Int) throws -> Value
    ) async throws -> Value {
        try await whileRunning { url in
            guard let port = url.split(separator: ":").last.flatMap({ Int($0) }) else {
                throw TestSupportError(description: "no port in \(url)")
            }
            return try await onThread { try body(port) }
        }
    }

    /// Runs the server for as long as `body` takes, which gets its URL.
    func whileRunning<Value: Sendable>(
        _ body: @escaping @Sendable (_ url: String) async throws -> Value
    ) async throws -> Value {
        let (urls, continuation) = AsyncStream.makeStream(of: String.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await run { continuation.yield($0) }
            }
            for await url in urls {
                let result = try await body(url)
                group.cancelAll()
                try await group.waitForAll()
                return result
            }
            try await group.waitForAll()
            throw TestSupportError(description: "the server ended before it listened")
        }
    }
}

/// A request without a body.
func get(_ target: String, _ fields: String...) -> String {
    (["GET \(target) HTTP/1.1", "Host: localhost"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
}

/// The answer to a request on a connection of its own.
func ask(_ port: Int, _ request: String) throws -> RawAnswer {
    let connection = try RawConnection(port)
    connection.write(request)
    return try connection.readAnswer(isHead: request.hasPrefix("HEAD "))
}
