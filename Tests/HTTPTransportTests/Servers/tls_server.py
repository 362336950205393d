"""A TLS server on 127.0.0.1 that answers every request with what it knows of it, as JSON.

    tls_server.py MODE CERTIFICATE KEY

It writes its port to standard output and ends when standard input does. MODE is

    http1   HTTP/1.1
    http2   HTTP/2, if the client offers it, by the few frames that one short answer needs (RFC 9113)
    old     TLS 1.1 at most
    client  asks for a certificate of the client
    plain   no TLS: answers whatever comes with a status 400
    cut     closes each connection in the middle of the handshake
"""

import json
import os
import socket
import ssl
import struct
import sys
import threading

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, SETTINGS, PING = 0, 1, 4, 6
END_STREAM, ACK, END_HEADERS = 1, 1, 4


def context(mode, certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    if mode == "http2":
        context.set_alpn_protocols(["h2", "http/1.1"])
    if mode == "old":
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("DEFAULT@SECLEVEL=0")
    if mode == "client":
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def answer(connection):
    return json.dumps({"protocol": connection.selected_alpn_protocol(), "version": connection.version()}).encode()


def serve_http1(connection):
    stream = connection.makefile("rb")
    while stream.readline():
        length = 0
        while line := stream.readline().strip():
            name, value = line.split(b":", 1)
            if name.lower() == b"content-length":
                length = int(value)
        stream.read(length)
        body = answer(connection)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode() + body)


def frame(kind, flags, number, payload=b""):
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, number) + payload


def serve_http2(connection):
    stream = connection.makefile("rb")
    if stream.read(len(PREFACE)) != PREFACE:
        return
    connection.sendall(frame(SETTINGS, 0, 0))
    while len(head := stream.read(9)) == 9:
        length, kind, flags, number = int.from_bytes(head[:3], "big"), head[3], head[4], int.from_bytes(head[5:], "big")
        payload = stream.read(length)
        if kind == SETTINGS and not flags & ACK:
            connection.sendall(frame(SETTINGS, ACK, 0))
        elif kind == PING and not flags & ACK:
            connection.sendall(frame(PING, ACK, 0, payload))
        elif kind in (HEADERS, DATA) and flags & END_STREAM:
            # RFC 7541: entry 8 of the static table is ":status: 200", entry 31 "content-type", here with a value.
            value = b"application/json"
            fields = b"\x88\x0f\x10" + bytes([len(value)]) + value
            connection.sendall(
                frame(HEADERS, END_HEADERS, number, fields) + frame(DATA, END_STREAM, number, answer(connection)))


def converse(connection, mode):
    if mode == "cut":
        connection.recv(1)
    elif mode == "plain":
        connection.recv(1 << 16)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    else:
        connection.do_handshake()
        (serve_http2 if connection.selected_alpn_protocol() == "h2" else serve_http1)(connection)


def serve(connection, mode):
    with connection:
        try:
            converse(connection, mode)
        except ssl.SSLError:
            # A connection with unread bytes is reset when it is closed, and the alert may be lost with it.
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(1 << 16):
                pass
        except OSError:
            pass  # a client that goes away


def accept(listener, mode, tls):
    while True:
        connection, _ = listener.accept()
        connection.settimeout(60)
        if mode not in ("cut", "plain"):
            connection = tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=serve, args=(connection, mode), daemon=True).start()


if __name__ == "__main__":
    mode, certificate, key = sys.argv[1:]
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=accept, args=(listener, mode, context(mode, certificate, key)), daemon=True).start()
    print(listener.getsockname()[1], flush=True)
    os.set_blocking(sys.stdin.fileno(), True)
    sys.stdin.read()
