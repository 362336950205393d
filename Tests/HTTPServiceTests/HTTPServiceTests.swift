import Testing

/// The server by itself, asked over raw sockets. One test after the other: they count descriptors and wait for deadlines.
@Suite(.serialized) enum HTTPServiceTests {}
