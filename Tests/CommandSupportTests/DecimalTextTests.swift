import Testing
import Text

/// Amounts as people read them.
struct DecimalTextTests {
    @Test(arguments: [
        ("0", "0"), ("1", "0.000000000000000001"), ("1000000000000000000", "1"), ("1250000000000000000", "1.25"),
        ("999999999999999999", "0.999999999999999999"), ("12000000000000000000000", "12000"),
    ])
    func everyDigitThatCounts(wei: String, ether: String) {
        #expect(DecimalText.shifted(wei, by: 18) == ether)
    }

    @Test(arguments: [
        ("0", "0"), ("1234567890000000000", "1.234567"), ("1000000900000000000", "1"), ("1234567000000000", "0.001234"),
        ("34500000", "0.000000000034"), ("1", "0.000000000000000001"), ("999999999999999999", "0.999999"),
    ])
    func sixPlacesOrTwoDigits(wei: String, ether: String) {
        #expect(DecimalText.shifted(wei, by: 18, precision: .places(6)) == ether)
    }

    @Test(arguments: [("", ""), ("1", "1"), ("123", "123"), ("1234", "1,234"), ("1234567.8901", "1,234,567.8901")])
    func groupsOfThree(digits: String, grouped: String) {
        #expect(DecimalText.grouped(digits) == grouped)
    }
}
