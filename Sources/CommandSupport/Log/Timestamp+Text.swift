import Glibc

extension Timestamp: Equatable {
    /// Whether both are the same millisecond.
    package static func == (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds == right.milliseconds }

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
