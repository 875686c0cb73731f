"""A mail server to try things with: IMAP over TLS and SMTP, on real sockets, small, and misbehaving as it is told."""

import base64
import datetime
import email
import re
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Box:
    """What lies in the mailbox, by UID. `breaks_at`: the command at which the connection is dropped, once."""

    password: str = "秘密 word"
    letters: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    moved: dict[str, list[bytes]] = field(default_factory=dict)
    validity: int = 7
    can_move: bool = True
    breaks_at: str = ""
    said: list[str] = field(default_factory=list)
    host: str = "localhost"
    port: int = 0
    ca: str = ""

    def put(self, letter: bytes | str) -> int:
        uid = max(self.letters, default=0) + 1
        self.letters[uid] = letter if isinstance(letter, bytes) else letter.encode()
        return uid


@contextmanager
def mailbox(folder: Path, **how: object) -> Iterator[Box]:
    """An IMAP server whose certificate is trusted by whoever trusts `box.ca`."""
    box = Box(**how)
    key, trusted = certificate(folder)
    box.ca = str(trusted)

    class Handler(_Imap):
        pass

    Handler.box = box
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler, bind_and_activate=True)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    box.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()


def certificate(folder: Path, host: str = "localhost") -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    # The clock of the machine, since it is TLS that asks.
    now = datetime.datetime.fromtimestamp(time.time(), datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=2))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    key_file, certificate_file = folder / "key.pem", folder / "cert.pem"
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    certificate_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return key_file, certificate_file


class _Imap(socketserver.StreamRequestHandler):
    """As much of RFC 3501 and 6851 as is used."""

    box: Box

    def handle(self) -> None:
        self._say("* OK ready")
        while line := self.rfile.readline():
            tag, _space, rest = line.decode().strip().partition(" ")
            command, _space, arguments = rest.partition(" ")
            if command.upper() == "UID":
                command, _space, arguments = arguments.partition(" ")
            self.box.said.append(f"{command.upper()} {arguments}")
            if self.box.breaks_at and f"{command} {arguments}".upper().startswith(self.box.breaks_at):
                self.box.breaks_at = ""
                return
            answer = getattr(self, f"do_{command.lower()}", None)
            if answer is None:
                self._say(f"{tag} BAD unknown")
            elif (ended := answer(tag, arguments)) is not None:
                self._say(f"{tag} {ended}")
                if command.upper() == "LOGOUT":
                    return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def do_capability(self, _tag: str, _arguments: str) -> str:
        self._say("* CAPABILITY IMAP4rev1 AUTH=PLAIN" + (" MOVE" if self.box.can_move else ""))
        return "OK done"

    def do_login(self, _tag: str, arguments: str) -> str:
        return "OK in" if arguments.endswith(f'"{self.box.password}"') else "NO [AUTHENTICATIONFAILED] wrong"

    def do_authenticate(self, _tag: str, _arguments: str) -> str:
        self._say("+ ")
        given = base64.b64decode(self.rfile.readline().strip()).decode()
        return "OK in" if given.split("\0")[2] == self.box.password else "NO [AUTHENTICATIONFAILED] wrong"

    def do_select(self, _tag: str, arguments: str) -> str:
        if arguments.strip('"') != "INBOX":
            return "NO there is none"
        self._say(f"* {len(self.box.letters)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {self.box.validity}] valid")
        return "OK [READ-WRITE] done"

    def do_search(self, _tag: str, arguments: str) -> str:
        found = sorted(self.box.letters)
        if arguments == "UNSEEN":
            found = [uid for uid in found if uid not in self.box.seen]
        elif match := re.fullmatch(r"UID (\d+):\*", arguments):
            # Also the last one, even where its number is lower.
            found = [uid for uid in found if uid >= int(match[1]) or uid == max(found)]
        self._say("* SEARCH " + " ".join(map(str, found)))
        return "OK done"

    def do_fetch(self, _tag: str, arguments: str) -> str:
        uid_text, _space, what = arguments.partition(" ")
        letter = self.box.letters.get(int(uid_text))
        if letter is None:
            return "OK nothing"
        if what == "(RFC822.SIZE)":
            self._say(f"* 1 FETCH (UID {uid_text} RFC822.SIZE {len(letter)})")
            return "OK done"
        if "HEADER" in what:
            letter, name = letter.partition(b"\r\n\r\n")[0][:65536], "BODY[HEADER]<0>"
        else:
            name = "BODY[]"
        self.wfile.write(f"* 1 FETCH (UID {uid_text} {name} {{{len(letter)}}}\r\n".encode() + letter + b")\r\n")
        return "OK done"

    def do_store(self, _tag: str, arguments: str) -> str:
        uid, _space, flags = arguments.partition(" ")
        if r"\Seen" in flags:
            self.box.seen.add(int(uid))
        if r"\Deleted" in flags:
            self.box.letters.pop(int(uid), None)
        return "OK done"

    def do_move(self, tag: str, arguments: str) -> str:
        self.do_copy(tag, arguments)
        self.box.letters.pop(int(arguments.split()[0]), None)
        return "OK done"

    def do_copy(self, _tag: str, arguments: str) -> str:
        uid, _space, folder = arguments.partition(" ")
        self.box.moved.setdefault(folder.strip('"'), []).append(self.box.letters[int(uid)])
        return "OK done"

    def do_expunge(self, _tag: str, _arguments: str) -> str:
        return "OK done"

    def do_logout(self, _tag: str, _arguments: str) -> str:
        self._say("* BYE")
        return "OK bye"


@dataclass
class Sent:
    """What was handed over by SMTP. `refuses`: answers every recipient so."""

    port: int = 0
    letters: list[Message] = field(default_factory=list)
    refuses: str = ""


@contextmanager
def outgoing() -> Iterator[Sent]:
    sent = Sent()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 ready")
            while line := self.rfile.readline():
                command = line.decode().strip().upper()
                if command.startswith("DATA"):
                    self._say("354 go on")
                    self._take()
                elif command.startswith("RCPT") and sent.refuses:
                    self._say(sent.refuses)
                elif command.startswith("QUIT"):
                    self._say("221 bye")
                    return
                else:
                    self._say("250 ok")

        def _take(self) -> None:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line.removeprefix(b"."))
            sent.letters.append(email.message_from_bytes(b"".join(lines)))
            self._say("250 taken")

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    sent.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield sent
    finally:
        server.shutdown()
        server.server_close()
