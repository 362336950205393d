import Glibc

/// A point in time, written as RFC 3339 has it: UTC, milliseconds.
package struct Timestamp: Sendable, Equatable, CustomStringConvertible {
    /// Since 1970-01-01T00:00:00Z.
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static var now: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    package var description: String {
        var seconds = time_t(milliseconds / 1000)
        var parts = unsafe tm()
        unsafe gmtime_r(&seconds, &parts)
        let date = unsafe [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday].map { padded($0, to: 2) }
        let time = unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded($0, to: 2) }
        return date.joined(separator: "-") + "T" + time.joined(separator: ":") + "."
            + padded(Int32(milliseconds % 1000), to: 3) + "Z"
    }

    private func padded(_ number: Int32, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Timestamp {
    /// The point in time that ``description`` writes: `2026-01-31T12:00:00.250Z`. Nil for any other form.
    package init?(text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 24 else { return nil }
        func number(_ range: Range<Int>) -> Int32? {
            bytes[range].allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
                ? Int32(String(decoding: bytes[range], as: UTF8.self)) : nil
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            let milliseconds = number(20..<23)
        else { return nil }
        var parts = unsafe tm()
        unsafe parts.tm_year = year - 1900
        unsafe parts.tm_mon = month - 1
        unsafe parts.tm_mday = day
        unsafe parts.tm_hour = hour
        unsafe parts.tm_min = minute
        unsafe parts.tm_sec = second
        unsafe self.init(milliseconds: Int64(timegm(&parts)) * 1000 + Int64(milliseconds))
        // Separators, and numbers such as a thirteenth month, which timegm carries over.
        guard description == text else { return nil }
    }

    /// The seconds since 1970-01-01T00:00:00Z, as Prometheus has them.
    package var unixSeconds: Double { Double(milliseconds) / 1000 }

    /// The point in time `duration` later.
    package func advanced(by duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let later = seconds.multipliedReportingOverflow(by: 1000)
        let sum = later.partialValue.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        let end = milliseconds.addingReportingOverflow(sum.partialValue)
        return later.overflow || sum.overflow || end.overflow ? self : Timestamp(milliseconds: end.partialValue)
    }
}
