import ArgumentParser
import CommandSupport
import Ethereum
import EthereumNode
import EthereumSettings
import HTTPSettings
import HTTPTransport
import LightClientContract
import Logging
import StageFindings

/// The options about the chain and the contract: `@OptionGroup var l1: L1Options`.
public struct L1Options: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: .setting(
            Self.urlSetting, "Ethereum nodes to ask.",
            details:
                "Several URLs are separated by commas, or are several arguments; the preferred one comes first. When one fails, the next is asked.",
            valueName: "url,..."))
    var l1ProviderUrl: [String] = []

    @Option(
        help: .setting(
            Self.contractSetting, "The contract: the address of its proxy.", default: "none; required",
            valueName: "address"))
    var lightClientAddress: String?

    @Option(
        help: .setting(
            Self.chainSetting, "Fail if the nodes are on another chain.",
            default: "that of a known contract, or any", valueName: "id"))
    var chainId: String?

    @Option(help: .setting(Self.timeoutSetting, "Time limit for one request to a node.", valueName: "time"))
    var l1Timeout: String?

    @Option(
        help: .setting(
            Self.retryDelaySetting, "What --l1-rate-limit-delay is unless it is set.", valueName: "time"))
    var l1RetryDelay: String?

    @Option(
        help: .setting(
            Self.rateLimitDelaySetting, "Pause after a node has limited our rate.",
            default: "that of --l1-retry-delay", valueName: "time"))
    var l1RateLimitDelay: String?

    @Option(
        help: .setting(
            Self.frequentSetting, "Leave a node after two failures within this time.", valueName: "time"))
    var l1FrequentFailureTolerance: String?

    @Option(
        help: .setting(
            Self.consecutiveSetting, "Leave a node after this many failures in a row.", valueName: "n"))
    var l1ConsecutiveFailureTolerance: String?

    @Option(
        help: .setting(
            Self.revertSetting, "Go back to the first node after this time.", valueName: "time"))
    var l1FailoverRevert: String?

    @OptionGroup var trust: NodeTrustOptions

    /// The options of a command line.
    public init() {}

    /// The values of the options after environment, file and defaults.
    public struct Values: Sendable {
        /// The nodes, the preferred one first.
        public var urls: [HTTPURL]
        /// The contract: the address of its proxy.
        public var contract: Address
        /// The chain that is expected: the one named, or that of a known contract; any if nil.
        public var chainID: UInt64?
        /// The time for one request.
        public var timeout: Duration
        /// When to change from node to node.
        public var failover: FailoverPolicy
        /// What a node's word is worth.
        public var trust: NodeTrustOptions.Values
        /// Where a command keeps what it has learnt about the nodes; nil if nowhere.
        public var stateDirectory: String?
    }

    /// Resolves the options. Throws `.usage` or `.configuration`.
    public func resolve(in configuration: inout Configuration) throws(StageFailure) -> Values {
        let urls = try configuration.value(of: Self.urlSetting, option: l1ProviderUrl.listed)
        let contract = try configuration.value(of: Self.contractSetting, option: lightClientAddress)
        let chainID = try configuration.resolve(Self.chainSetting, option: chainId)?.value
        let timeout = try configuration.value(of: Self.timeoutSetting, option: l1Timeout)
        let retryDelay = try configuration.value(of: Self.retryDelaySetting, option: l1RetryDelay)
        let limitDelay = try configuration.resolve(Self.rateLimitDelaySetting, option: l1RateLimitDelay)?.value
        var failover = FailoverPolicy()
        failover.rateLimitDelay = limitDelay ?? retryDelay
        failover.frequentFailureTolerance = try configuration.value(
            of: Self.frequentSetting, option: l1FrequentFailureTolerance)
        failover.consecutiveFailureTolerance = try configuration.value(
            of: Self.consecutiveSetting, option: l1ConsecutiveFailureTolerance)
        failover.failoverRevert = try configuration.value(of: Self.revertSetting, option: l1FailoverRevert)
        let trust = try self.trust.resolve(in: &configuration)
        configuration.noteNetwork()
        return Values(
            urls: urls, contract: contract, chainID: chainID ?? KnownDeployment(contract)?.chainID, timeout: timeout,
            failover: failover, trust: trust,
            stateDirectory: StateDirectory.path(environment: configuration.environment))
    }
}

/// Names and defaults of the original. Source: EspressoSystems/espresso-network
/// `crates/espresso/types/src/v0/v0_1/l1.rs`.
extension L1Options {
    static let urlSetting = Setting<[HTTPURL]>(
        "l1-provider-url", .list(of: .url), environment: ["ESPRESSO_L1_PROVIDER"],
        default: HTTPURL("http://localhost:8545").map { [$0] })

    static let contractSetting = Setting<Address>(
        "light-client-address", .address, environment: ["ESPRESSO_LIGHT_CLIENT_PROXY_ADDRESS"], placeholder: .zero)

    static let chainSetting = Setting<UInt64>("chain-id", .wholeNumber(in: 1...UInt64.max))

    static let timeoutSetting = Setting("l1-timeout", .timeLimit, default: .seconds(20))

    static let retryDelaySetting = Setting(
        "l1-retry-delay", .duration, environment: ["ESPRESSO_L1_RETRY_DELAY"], default: .seconds(1))

    static let rateLimitDelaySetting = Setting<Duration>(
        "l1-rate-limit-delay", .duration, environment: ["ESPRESSO_L1_RATE_LIMIT_DELAY"])

    static let frequentSetting = Setting(
        "l1-frequent-failure-tolerance", .duration,
        environment: ["ESPRESSO_L1_FREQUENT_FAILURE_TOLERANCE"], default: .seconds(60))

    static let consecutiveSetting = Setting(
        "l1-consecutive-failure-tolerance", .wholeNumber(in: 1...1_000_000),
        environment: ["ESPRESSO_L1_CONSECUTIVE_FAILURE_TOLERANCE"], default: 10)

    static let revertSetting = Setting(
        "l1-failover-revert", .duration, environment: ["ESPRESSO_L1_FAILOVER_REVERT"],
        default: .seconds(30 * 60))
}

extension L1Options.Values {
    /// Runs `body` with a client of the nodes, whose changes of node and waits are logged; closes its connections.
    ///
    /// The client begins where that of the last command ended, as long as that counts. `findings` gets how the nodes did.
    package func withClient<Result>(
        logger: Logger, findings: NodeFindings? = nil, _ body: (EthereumClient) async throws -> Result
    ) async throws -> Result {
        let file = stateDirectory.map {
            NodeMemoryFile(stateDirectory: $0, urls: urls, lifetime: failover.failoverRevert)
        }
        var policy = HTTPPolicy.ethereumNode
        policy.totalTimeout = timeout
        policy.idleTimeout = timeout
        return try await JSONHTTPClient.withClient(policy: policy, version: ProductVersion.text) { http in
            let client = EthereumClient(
                urls: urls.map(\.text), http: http, expectedChainID: chainID, failover: failover,
                memory: file?.read() ?? NodeMemory(),
                onEvent: { event in
                    logger.log(level: event.level, "\(event)")
                    findings?.note(event)
                })
            defer {
                file?.write(client.memory)
                findings?.tell(client)
            }
            return try await body(client)
        }
    }

    /// What is told about these nodes, and which network's contract this is; nil if nobody wants to know.
    package func findings(_ file: FindingsFile?) -> NodeFindings? {
        guard let file else { return nil }
        // On another chain the same address is another contract.
        if let known = KnownDeployment(contract), (chainID ?? known.chainID) == known.chainID {
            file.update { $0.network = known.name }
        }
        return NodeFindings(file, nodes: urls.map(\.redacted))
    }

    /// Asks every node for its newest block, for `findings`.
    package func lookAtNodes(_ client: EthereumClient, _ findings: NodeFindings, logger: Logger) async {
        await findings.look(at: client, corroboration(client, logger: logger).headAge)
    }
}

extension NodeEvent {
    /// How loudly an operator is told.
    fileprivate var level: Logger.Level {
        switch self {
        case .switched, .left, .wrongChain, .chainIDCorrected: .warning
        case .returnedToPrimary, .rateLimited, .retrying: .info
        case .batchUnsupported: .debug
        }
    }
}
