import CommandSupport
import Testing

@Suite struct DurationTests {
    @Test(
        arguments: [
            ("10m", .seconds(600), "10m"),
            ("2s", .seconds(2), "2s"),
            ("500ms", .milliseconds(500), "500ms"),
            ("1h", .seconds(3600), "1h"),
            ("60m", .seconds(3600), "1h"),
            ("1h30m", .seconds(5400), "1h30m"),
            ("1h 30m", .seconds(5400), "1h30m"),
            (" 7s ", .seconds(7), "7s"),
            ("10 m", nil, ""),
            ("30m1h", .seconds(5400), "1h30m"),
            ("2d", .seconds(172_800), "2d"),
            ("15us", .microseconds(15), "15us"),
            ("15ns", .nanoseconds(15), "15ns"),
            ("1d1h1m1s1ms1us1ns", .nanoseconds(90_061_001_001_001), "1d1h1m1s1ms1us1ns"),
            ("0s", .zero, "0s"),
            ("9223372036854775807ns", .nanoseconds(Int64.max), "106751d23h47m16s854ms775us807ns"),
            ("9223372036854775808ns", nil, ""),
            ("9223372036s854ms775us808ns", nil, ""),
            ("106752d", nil, ""),
            ("99999999999999999999s", nil, ""),
            ("", nil, ""),
            ("  ", nil, ""),
            ("10", nil, ""),
            ("m", nil, ""),
            ("10x", nil, ""),
            ("10M", nil, ""),
            ("-1s", nil, ""),
            ("+1s", nil, ""),
            ("1.5s", nil, ""),
            ("1s2", nil, ""),
            ("1s,2s", nil, ""),
            ("١s", nil, ""),
        ] as [(String, Duration?, String)])
    func text(text: String, duration: Duration?, canonical: String) {
        #expect(Duration(text: text) == duration)
        if let duration {
            #expect(duration.text == canonical)
            #expect(Duration(text: canonical) == duration)
        }
    }

    @Test("what is longer than the system counts is written as the longest", arguments: [Int64.max, 9_223_372_037])
    func tooLong(seconds: Int64) {
        #expect(Duration.seconds(seconds).text == "106751d23h47m16s854ms775us807ns")
        #expect(Duration.seconds(seconds).milliseconds == 9_223_372_036_854)
    }
}
