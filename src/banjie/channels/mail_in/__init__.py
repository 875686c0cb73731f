"""E-mail in: fetched from a mailbox over IMAP or piped in by a mail server, read without running or fetching anything.

Sources: RFC 5322 (messages), RFC 2045–2047 (MIME), RFC 3834 (automatic answers), RFC 3464 and 8098 (delivery reports),
RFC 3501 (IMAP4rev1), RFC 5233 (plus addresses), sysexits.h (exit codes of a pipe).
"""
