#include <microhttpd.h>
#include <stddef.h>
#include <sys/socket.h>

// The library's variadic functions, each for the arguments that Swift gives it.

/// Starts a daemon on a listening socket: one thread that waits for all connections with epoll. `context` is the first
/// argument of all callbacks. Nil if there is no memory, descriptor or thread for it.
static inline struct MHD_Daemon *microhttpd_start(
    int socket, unsigned int connections, size_t memory, unsigned int silence, void *(*target)(void *, const char *,
    struct MHD_Connection *), MHD_AccessHandlerCallback access, MHD_RequestCompletedCallback completed,
    MHD_NotifyConnectionCallback connection, void *context) {
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, access, context,
        MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory, MHD_OPTION_CONNECTION_TIMEOUT, silence,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, target, context, MHD_OPTION_NOTIFY_COMPLETED,
        completed, context, MHD_OPTION_NOTIFY_CONNECTION, connection, context, MHD_OPTION_END);
}

/// The connection's descriptor.
static inline int microhttpd_socket(struct MHD_Connection *connection) {
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

/// The address of the peer.
static inline const struct sockaddr *microhttpd_peer(struct MHD_Connection *connection) {
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
}

/// The bytes of the request's line and header fields, once they have come.
static inline size_t microhttpd_header_size(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}
