import ArgumentParser
import CommandSupport
import EthereumNode
import Logging

/// The options about what a node's word is worth: `@OptionGroup var trust: NodeTrustOptions`.
public struct NodeTrustOptions: ParsableArguments {
    @Option(
        help: .setting(
            Self.ageSetting, "Leave a node whose newest block is older than this.",
            details: "By this machine's clock; off, or 0s, for a chain without regular blocks.", valueName: "time"))
    var maxHeadAge: String?

    @Option(
        help: .setting(
            Self.secondLookSetting, "Ask a node again before its word ends the work.",
            details:
                "For this long, if no other node answers: there is no contract, the account has nothing, and the like.",
            valueName: "time"))
    var secondLook: String?

    /// The options of a command line.
    public init() {}

    /// The values of the options after environment, file and defaults.
    public struct Values: Sendable {
        /// The most that the newest block may lag behind the clock; 0 for no limit.
        public var maximumHeadAge: Duration
        /// How long a node that nobody contradicts must repeat itself.
        public var secondLook: Duration
    }

    /// Resolves the options. Throws `.usage` or `.configuration`.
    public func resolve(in configuration: inout Configuration) throws(StageFailure) -> Values {
        Values(
            maximumHeadAge: try configuration.value(of: Self.ageSetting, option: maxHeadAge),
            secondLook: try configuration.value(of: Self.secondLookSetting, option: secondLook))
    }
}

extension NodeTrustOptions {
    static let ageSetting = Setting(
        "max-head-age", .durationOrOff, default: .seconds(600))

    static let secondLookSetting = Setting(
        "second-look", .duration, default: .seconds(3))
}

extension ValueForm where Value == Duration {
    /// A duration, no time at all being the word `off`.
    static var durationOrOff: ValueForm {
        let form = ValueForm.duration
        return ValueForm(
            "a duration such as 10m, or off", parse: { $0 == "off" ? .zero : form.parse($0) },
            describe: { $0 == .zero ? "off" : form.describe($0) })
    }
}

extension L1Options.Values {
    /// What makes sure of what the nodes of `client` say.
    package func corroboration(_ client: EthereumClient, logger: Logger) -> Corroboration {
        Corroboration(
            client: client, headAge: HeadAge(limit: trust.maximumHeadAge), time: trust.secondLook,
            pause: failover.rateLimitDelay, logger: logger)
    }
}
