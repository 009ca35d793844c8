"""A process that does no harm and should come to none: it listens everywhere and tells of every visit.

Trusted. Its argument is the name of its abstract sockets. It first prints the number of its port.
"""
import select
import socket
import sys

name = sys.argv[1]
tcp = socket.create_server(("127.0.0.1", 0))
port = tcp.getsockname()[1]
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("127.0.0.1", port))
stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
stream.bind("\0" + name)
stream.listen()
datagram = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
datagram.bind("\0" + name + "-datagram")
print(port, flush=True)
while True:
    ready, _, _ = select.select([tcp, udp, stream, datagram, sys.stdin], [], [])
    for one in ready:
        if one is sys.stdin:
            raise SystemExit(0)
        one.accept()[0].close() if one in (tcp, stream) else one.recv(100)
        print("visit", flush=True)
