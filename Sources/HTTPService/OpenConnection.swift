import CMicrohttpd
import Glibc

/// An open connection, which the library reads and writes, and which may be ended from elsewhere.
///
/// Its functions touch the descriptor: they are to be called only while the library cannot close it.
struct OpenConnection {
    /// The descriptor.
    let socket: Int32
    /// Who is at the other end.
    let peer: PeerAddress
    /// When it was accepted.
    let opened = ContinuousClock.now
    /// Until when the request must have come to its end.
    var deadline: ContinuousClock.Instant
    /// The request that it is at, from the first line on.
    var exchange: Exchange?
    /// Whether it has been ended, and is about to be closed.
    private(set) var isShut = false
    /// Whether the client had left already when we last looked.
    var hasLeft = false

    /// A connection that was just accepted.
    init(socket: Int32, peer: PeerAddress, deadline: ContinuousClock.Instant) {
        self.socket = socket
        self.peer = peer
        self.deadline = deadline
    }

    /// Whether a request has come in full and is not answered in full.
    var isAtWork: Bool { exchange?.isUnderWay ?? false }

    /// Whether nothing more will come: the client has ended its side, and all that came before has been read.
    var isAtEnd: Bool {
        var byte: UInt8 = 0
        let count = unsafe recv(socket, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || count < 0 && ![EAGAIN, EINTR].contains(errno)
    }

    /// Ends the connection. With `reset` the system forgets what the client has not taken, which it would otherwise keep
    /// for minutes.
    mutating func shut(reset: Bool) {
        guard !isShut else { return }
        isShut = true
        if reset {
            var linger = linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
        }
        shutdown(socket, Int32(SHUT_RDWR))
    }
}
