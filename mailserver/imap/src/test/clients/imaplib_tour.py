"""What Python's imaplib does with a server: login over STARTTLS, then one command of each kind."""
import imaplib
import ssl
import sys

port, user, password = int(sys.argv[1]), sys.argv[2], sys.argv[3]
MESSAGE = b"From: Ada <ada@example.org>\r\nSubject: tour\r\nMessage-ID: <tour@example.org>\r\n\r\nHello.\r\n"


def ok(answer):
    status, data = answer
    assert status == "OK", answer
    return data


context = ssl.create_default_context(cafile=sys.argv[4])
imap = imaplib.IMAP4("localhost", port)
assert "STARTTLS" in imap.capabilities, imap.capabilities
ok(imap.starttls(context))
ok(imap.login(user, password))
assert b"UIDPLUS" in ok(imap.capability())[0].split()
ok(imap.create("Tour"))
ok(imap.subscribe("Tour"))
assert any(line.endswith(b" Tour") for line in ok(imap.list())), imap.list()
for _ in range(3):
    answer = ok(imap.append("Tour", r"(\Seen)", imaplib.Time2Internaldate(1767261600), MESSAGE))
    assert b"APPENDUID" in answer[0], answer
assert ok(imap.select("Tour")) == [b"3"]
assert ok(imap.search(None, "SUBJECT", "tour")) == [b"1 2 3"]
assert ok(imap.uid("SEARCH", "UNSEEN")) == [b""]
fetched = ok(imap.fetch("1", "(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])"))
assert fetched[0][1] == MESSAGE, fetched
assert b"ENVELOPE" in ok(imap.fetch("2", "(ENVELOPE)"))[0]
assert b"\\Deleted" in ok(imap.store("2", "+FLAGS", r"(\Deleted)"))[0]
ok(imap.copy("1", "Trash"))
assert ok(imap.expunge()) == [b"2"]
ok(imap.uid("MOVE", "3", "Trash"))
ok(imap.noop())
assert b"MESSAGES 2" in ok(imap.status("Trash", "(MESSAGES)"))[0]
ok(imap.close())
ok(imap.delete("Tour"))
assert imap.select("Tour")[0] == "NO"
assert imap.logout()[0] == "BYE"
