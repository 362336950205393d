import HTTPTransport

/// What one node says to questions that every node is asked.
public struct NodeVote: Sendable {
    /// The node.
    public let url: RedactedURL
    /// Its replies, in the order of the questions, or why there are none. A refusal of one question is in its reply.
    public let result: Result<[NodeReply], NodeError>

    /// A vote of these parts.
    public init(url: RedactedURL, result: Result<[NodeReply], NodeError>) {
        self.url = url
        self.result = result
    }
}
