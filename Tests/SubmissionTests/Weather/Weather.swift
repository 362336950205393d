/// What goes wrong in a ``World``, each as the share of the occasions on which it does.
struct Weather: Sendable {
    /// Blocks that come with a reorganisation of one or two blocks.
    var reorganisation = 0.0
    /// Blocks that leave a transaction out that they could have.
    var slowness = 0.1
    /// Blocks in which another account submits the state.
    var rival = 0.0
    /// Blocks after which another holder of the key sends something with our next nonce.
    var stranger = 0.0
    /// Blocks at which the base fee jumps to eight times what it was.
    var spike = 0.0
    /// Changes of a server's lag that leave it one to three blocks behind.
    var lag = 0.0
    /// Blocks at which a server stops following the chain, or begins again.
    var stuck = 0.0
    /// Blocks at which a server's pool is lost.
    var drop = 0.0
    /// Transactions that a server keeps to itself.
    var isolation = 0.0
    /// Questions that are refused, or not answered.
    var failure = 0.0
    /// Questions for a receipt or a transaction that are answered with nothing, though there is something.
    var forgetfulness = 0.0
    /// Answers about a nonce that are too high, or too low.
    var lie = 0.0
    /// Questions about the contract's state that are answered with that of another moment.
    var staleState = 0.0
    /// Sendings that are refused, or whose answer is lost.
    var unwillingness = 0.0
    /// Whether nodes have only the state of the newest blocks, as most do.
    var pruned = false
    /// Pauses at which the process ends.
    var mortality = 0.0

    /// A calm sea.
    static let calm = Weather()
}
