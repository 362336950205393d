import CommandSupport
import Ethereum
import EthereumNode
import LightClient
import LightClientContract

/// What has to be known before the functions of a version can be called.
struct ContractBasics {
    let implementation: Address
    let release: ContractRelease
    let version: ContractVersion
    let gasPrice: Wei
    let account: ContractSnapshot.Account?

    init(
        _ request: ContractReading.Request, chainID: UInt64, block: BlockHeader, client: EthereumClient
    ) async throws(ReadingFailure) {
        let contract = request.contract
        var questions = BlockQuestions(about: block, contract: contract)
        let code = questions.ask(.code(of: contract, at: questions.tag))
        let slot = questions.ask(.storage(of: contract, slot: ProxyStorage.implementationSlot, at: questions.tag))
        let askedRelease = questions.ask(LightClientViews.version)
        let price = questions.ask(.gasPrice)
        let askedAccount = request.account.map { account in
            (
                account, questions.ask(.balance(of: account, at: questions.tag)),
                questions.ask(.transactionCount(of: account, at: questions.tag))
            )
        }
        let answers = try await questions.answers(from: client)

        let release = try answers.valueIfAny(of: askedRelease)
        let word = try answers.value(of: slot) { (reply) throws(NodeError) in try reply.word() }
        let bytes = try answers.value(of: code) { (reply) throws(NodeError) in try reply.bytes() }
        if let flaw = ContractFlaw(code: bytes, slot: word, release: release) {
            throw .flawed(flaw, flaw.failure(of: contract, on: chainID, in: block.number))
        }
        guard let implementation = ProxyStorage.implementation(inSlot: word), let release, let version = release.version
        else { throw answers.nonsense("it has no version") }
        self.implementation = implementation
        self.release = release
        self.version = version
        gasPrice = try answers.value(of: price) { (reply) throws(NodeError) in try reply.wei() }
        if let (account, balance, nonce) = askedAccount {
            self.account = ContractSnapshot.Account(
                address: account,
                balance: try answers.value(of: balance) { (reply) throws(NodeError) in try reply.balance() },
                nonce: try answers.value(of: nonce) { (reply) throws(NodeError) in try reply.uint64() })
        } else {
            self.account = nil
        }
    }
}
