#!/usr/bin/env python3
"""Verifies a TradeBot journal, or the capsule of a session, without TradeBot: Python's standard library and openssl 3.0 only.

    python3 verify_journal.py [--public-key PEM] [--seals FILE] [--fast] [--json] JOURNAL
    python3 verify_journal.py capsule [--key PEM] [--fast] [--json] FILE

Of a capsule it checks every byte of the container, the Ed25519 signature over the manifest, length and SHA-256 of each part, and
of the part of the journal what it checks of a journal: each envelope, CRC32C, the chain, sequences, seals. --key FILE is the one
key that may have signed; without it somebody else could have written all of it. It names the first thing that does not fit.

Of a journal it reads the raw files (their format: journal-format.md) and checks
  - every length word, envelope and CRC32C, the SHA-256 chain, and that sequences run from 0 without a gap;
  - each finished segment against its manifest, the end of the journal against its anchor;
  - every seal: that it is over the excerpt before it, and its Ed25519 signature, with openssl.

--public-key FILE  the one key that may have sealed, as 'tradebot journal key --export' printed it. Without it a seal proves
                   only that its maker had the key that it names.
--seals FILE       seals kept elsewhere, as 'tradebot journal seals JOURNAL --export FILE' wrote them. Each must be in the
                   journal. Only this finds a journal that was cut behind an earlier seal and closed anew.
--fast             leaves out CRC32C, which Python does at a few MB/s; chain, SHA-256 of files and seals stay.
--json             the result as one JSON document.

Exit codes: 0 it is sound, 64 wrong arguments, 65 it is damaged or was changed, 66 there is none, 69 openssl is missing
and there is a signature to check.
"""

import argparse
import base64
import functools
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import zlib

OK, USAGE, DAMAGED, NO_INPUT, UNAVAILABLE = 0, 64, 65, 66, 69

MAGIC = 0x314A4254
ENVELOPE = struct.Struct("<iHHqqiI32s")        # magic, version, schema, sequence, time, body length, CRC32C, chain
ANCHOR_SLOT = struct.Struct("<2sBBiqqi32sI")   # magic, version, state, generation, excerpts, position, segment, chain, CRC32C
MAX_FRAME = 64 + (8 << 20)
MAX_META = 1 << 16
BLOCK = 1 << 16
NO_CHAIN = bytes(32)
SEAL_TEMPLATE, SCHEMA_ID = 79, 7201
SEAL_RECORD = struct.Struct("<iHHHHBq32s64s32s")  # length; block length, template, schema, version; cause ... public key
SEAL_CAUSES = {1: "SESSION_END", 2: "INTERVAL", 3: "OPERATOR", 4: "KEY_CHANGE"}
PUBLIC_PREFIX = bytes.fromhex("302a300506032b6570032100")


def _crc_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


CRC_TABLE = _crc_table()


def crc32c(data):
    crc = 0xFFFFFFFF
    table = CRC_TABLE
    for byte in data:
        crc = crc >> 8 ^ table[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def chained_fields(frame):
    """The fields of an envelope that the chain covers besides the body: those from its version on, or in version 1 all of them."""
    return frame[:28] if frame[4:6] == b"\x01\x00" else frame[4:24]


class Raw:
    """A file read by position; never beyond its end."""

    WINDOW = 1 << 20

    def __init__(self, path):
        self.file = open(path, "rb")
        self.length = os.fstat(self.file.fileno()).st_size
        self.at, self.window = 0, b""

    def read(self, at, count):
        if at < self.at or at + count > self.at + len(self.window):
            self.file.seek(at)
            self.at, self.window = at, self.file.read(max(count, self.WINDOW))
        return self.window[at - self.at:at - self.at + count]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()


class Verification:
    """One pass over a journal. 'problems' are damage or tampering, 'notes' what a crash leaves behind."""

    def __init__(self, journal, public_key=None, exported=None, fast=False, openssl="openssl"):
        self.journal, self.public_key, self.exported, self.fast, self.openssl = journal, public_key, exported, fast, openssl
        self.problems, self.notes, self.seals = [], [], []
        self.count, self.chain, self.first_chain = 0, NO_CHAIN, None
        self.last_time = None
        self.whole = True            # false behind the first damage: what follows cannot be vouched for
        self.mark = None
        self.mark_reached = False

    def problem(self, path, at, what, sequence=None):
        where = os.path.relpath(path, self.journal) + " offset %d" % at
        self.problems.append(where + ("" if sequence is None else " sequence %d" % sequence) + ": " + what)

    # ------------------------------------------------------------------------------------------------ journal

    def run(self):
        numbers = sorted(int(name) for name in os.listdir(self.journal)
                         if re.fullmatch("[0-9]{8}", name) and os.path.isdir(os.path.join(self.journal, name)) and int(name) > 0)
        last = numbers[-1] if numbers else 0
        is_anchor_read = self.read_anchor(last)
        if self.mark and self.mark["count"] == 0:
            self.mark_reached = self.mark["chain"] == NO_CHAIN
        for number in range(1, last + 1):
            if not self.whole:
                break
            self.segment(number, number == last)
        if is_anchor_read:
            self.check_mark()
        self.check_exported()
        return self

    def read_anchor(self, last):
        path = os.path.join(self.journal, "anchor")
        if not os.path.isfile(path):
            if last > 0:
                self.problem(path, 0, "the anchor is missing, so nobody can tell whether the journal is whole")
            return False
        with open(path, "rb") as file:
            data = file.read(4096)
        slots = [self.slot(data[at:at + 64]) for at in (0, 64)]
        readable = [slot for slot in slots if slot]
        if not readable:
            self.problem(path, 0, "no slot of the anchor can be read")
            return False
        self.mark = readable[0]
        if len(readable) == 2:
            ahead = (slots[1]["generation"] - slots[0]["generation"]) & 0xFFFFFFFF   # the generation may wrap
            self.mark = slots[1] if 0 < ahead < 0x80000000 else slots[0]
        say = (lambda what: self.problem(path, 0, what)) if self.mark["closed"] else (lambda what: self.notes.append("anchor: " + what))
        if len(readable) == 1:
            say("one slot of the anchor cannot be read")
        if len(data) != 128:
            say("the anchor has %d bytes, expected 128" % len(data))
        return True

    @staticmethod
    def slot(data):
        if len(data) != 64:
            return None
        magic, version, state, generation, count, position, segment, chain, crc = ANCHOR_SLOT.unpack(data)
        if magic != b"TA" or version != 1 or state not in (1, 2) or crc != crc32c(data[:60]):
            return None
        return {"closed": state == 2, "generation": generation, "count": count, "position": position, "segment": segment, "chain": chain}

    def check_mark(self):
        path = os.path.join(self.journal, "anchor")
        if self.mark["count"] > self.count:
            self.problem(path, 0, "journal ends at %d, anchor says %d" % (self.count - 1, self.mark["count"] - 1))
        elif not self.mark_reached:
            self.problem(path, 0, "the anchor belongs to another journal: chain, segment or position differ")
        elif self.mark["closed"] and self.mark["count"] != self.count:
            self.notes.append("the anchor is older than the journal: it says %d" % (self.mark["count"] - 1))
        elif not self.mark["closed"]:
            self.notes.append("the journal was not closed, or its writer is at work")

    # ------------------------------------------------------------------------------------------------ segments

    def segment(self, number, is_last):
        folder = os.path.join(self.journal, "%08d" % number)
        if not os.path.isdir(folder):
            self.problem(folder, 0, "the segment is missing, later ones are there", self.count)
            self.whole = False
            return
        manifest_path = os.path.join(folder, "manifest")
        manifest = None
        is_finished = not is_last or os.path.exists(manifest_path)
        if os.path.exists(manifest_path):
            try:
                manifest = self.manifest(manifest_path)
            except (ValueError, UnicodeDecodeError) as error:
                self.problem(manifest_path, 0, "not a readable manifest: %s" % error)
        elif not is_last or self.mark and self.mark["closed"] and self.mark["segment"] >= number:
            self.problem(manifest_path, 0, "the manifest is missing")
        if manifest and (manifest["first-sequence"] != self.count or manifest["previous-chain"] != self.chain.hex()):
            self.problem(manifest_path, 0, "the segment does not follow the one before it", self.count)
            self.whole = False
            return
        names = sorted(name for name in os.listdir(folder) if name.endswith((".cq4", ".cq4.damaged")))
        name = manifest["file"] if manifest else names[0] if names else None
        path = os.path.join(folder, name) if name else None
        if not path or not os.path.isfile(path):
            if is_finished:
                self.problem(path or folder, 0, "the segment's file is missing", self.count)
                self.whole = False
            return
        if manifest:
            self.check_file(path, manifest)
        first, first_time = self.count, None
        with Raw(path) as raw:
            first_time, end = self.walk(raw, path, number, manifest, is_finished)
        if manifest:
            count = self.count - first
            if (count, end, self.chain.hex()) != (manifest["excerpts"], manifest["data-end"], manifest["head-chain"]):
                self.problem(path, end, "the segment ends behind %d excerpts at offset %d, the manifest says %d at %d with chain %s" % (
                    count, end, manifest["excerpts"], manifest["data-end"], manifest["head-chain"]), self.count)
                self.whole = False
            elif count and (first_time, self.last_time) != (manifest["first-time-nanos"], manifest["last-time-nanos"]):
                self.problem(manifest_path, 0, "first or last time differ from those of the segment")

    NUMBER, HASH = "(0|[1-9][0-9]*|-[1-9][0-9]*)", "([0-9a-f]{64})"
    FORM = [("state", "(CLOSED|RECOVERED|DAMAGED)"), ("file", r"([0-9]{8}F\.cq4(?:\.damaged)?)"), ("length", NUMBER), ("sha256", HASH),
            ("data-end", NUMBER), ("first-sequence", NUMBER), ("excerpts", NUMBER), ("first-time-nanos", NUMBER),
            ("last-time-nanos", NUMBER), ("previous-chain", HASH), ("head-chain", HASH), ("block-length", "(65536)"), ("block-crc32c", NUMBER)]

    def manifest(self, path):
        with open(path, "rb") as file:
            data = file.read()
        head, found, last = data.rpartition(b"manifest-crc32c ")
        if not found or last != b"%08x\n" % crc32c(head + found):
            raise ValueError("its own CRC32C does not match")
        lines = head.decode("ascii").split("\n")
        if lines[0] != "tradebot-journal-segment 1" or len(lines) < len(self.FORM) + 2 or lines[-1] != "":
            raise ValueError("its form is another")
        manifest = {}
        for line, (key, form) in zip(lines[1:], self.FORM):
            match = re.fullmatch(key + " " + form, line)
            if not match:
                raise ValueError("the line '%s' is missing" % key)
            manifest[key] = int(match.group(1)) if form == self.NUMBER else match.group(1)
        manifest["crcs"] = lines[len(self.FORM) + 1:-1]
        if len(manifest["crcs"]) != manifest["block-crc32c"]:
            raise ValueError("it has %d blocks, it says %d" % (len(manifest["crcs"]), manifest["block-crc32c"]))
        return manifest

    def check_file(self, path, manifest):
        sha256 = hashlib.sha256()
        length, index = 0, 0
        with open(path, "rb") as file:
            for block in iter(lambda: file.read(BLOCK), b""):
                sha256.update(block)
                length += len(block)
                if not self.fast and (index >= len(manifest["crcs"]) or manifest["crcs"][index] != "%08x" % crc32c(block)):
                    self.problem(path, index * BLOCK, "these %d bytes are not what was written (CRC32C)" % len(block))
                index += 1
        if length != manifest["length"]:
            self.problem(path, min(length, manifest["length"]), "the file has %d bytes, the manifest says %d" % (length, manifest["length"]))
        if sha256.hexdigest() != manifest["sha256"]:
            self.problem(path, 0, "the file is not what was written (SHA-256)")

    def walk(self, raw, path, number, manifest, is_finished):
        limit = manifest["data-end"] if manifest and manifest["state"] == "DAMAGED" else None
        at, end, first_time = 0, 0, None

        def bad(what):
            if not is_finished and (not self.mark or self.count >= self.mark["count"]):
                self.notes.append("%s offset %d: %s; nothing synced is concerned" % (os.path.relpath(path, self.journal), at, what))
            else:
                self.problem(path, at, what, self.count)
            self.whole = False
            return first_time, end

        while limit is None or at < limit:
            word = raw.read(at, 4)
            word = struct.unpack("<I", word)[0] if len(word) == 4 else 0
            if word == 0:
                position = at
                while position < raw.length:
                    piece = raw.read(position, min(1 << 16, raw.length - position))
                    if piece.count(0) != len(piece):
                        return bad("the data ends here, but the bytes behind it are not zero")
                    position += len(piece)
                return first_time, end
            length = word & 0x3FFFFFFF
            is_meta = bool(word & 0x40000000)
            if word & 0x80000000:
                return bad("a document was begun and not finished")
            if not 0 < length <= (MAX_META if is_meta else MAX_FRAME) or at + 4 + length > raw.length:
                return bad("the length word claims %d bytes" % length)
            following = at + 4 + length + 3 & ~3
            padding = raw.read(at + 4 + length, following - at - 4 - length)
            if padding.count(0) != len(padding):
                self.problem(path, at + 4 + length, "padding behind the document is not zero")
            if not is_meta:
                what = self.excerpt(bytes(raw.read(at + 4, length)))
                if what:
                    return bad(what)
                first_time = self.last_time if first_time is None else first_time
            at = end = following
            if not is_meta and self.mark and self.count == self.mark["count"]:
                self.mark_reached = (self.mark["segment"], self.mark["position"], self.mark["chain"]) == (number, end, self.chain)
        return first_time, end

    def excerpt(self, frame):
        if len(frame) < 64:
            return "a document of %d bytes is too short for an envelope" % len(frame)
        magic, version, schema, sequence, time, body_length, crc, chain = ENVELOPE.unpack_from(frame)
        if magic != MAGIC or version not in (1, 2):
            return "no journal envelope of version 1 or 2"
        if body_length != len(frame) - 64:
            return "the envelope claims a body of %d bytes, the document has %d" % (body_length, len(frame) - 64)
        if not self.fast and crc32c(frame[:28] + frame[32:]) != crc:
            return "CRC32C of the excerpt does not match its bytes"
        if sequence != self.count:
            return "sequence %d stands where %d belongs" % (sequence, self.count)
        if hashlib.sha256(self.chain + chained_fields(frame) + frame[64:]).digest() != chain:
            return "the SHA-256 chain is broken: this excerpt does not follow the one before it"
        if len(frame) >= 64 + 12 and struct.unpack_from("<HH", frame, 64 + 6) == (SEAL_TEMPLATE, SCHEMA_ID):
            what = self.seal(frame[64:], schema, time)
            if what:
                return what
        if sequence == 0:
            self.first_chain = chain
        self.chain, self.last_time = chain, time
        self.count += 1
        return None

    # ------------------------------------------------------------------------------------------------ seals

    def seal(self, body, schema, time):
        if len(body) != SEAL_RECORD.size:
            return "this record JournalSealed is not one"
        fields = SEAL_RECORD.unpack(body)
        cause, sealed, chain, signature, public_key = fields[5:]
        if fields[:5] != (len(body) - 4, len(body) - 12, SEAL_TEMPLATE, SCHEMA_ID, schema) or cause not in SEAL_CAUSES:
            return "this record JournalSealed is not one"
        if sealed != self.count - 1 or chain != self.chain:
            return "the seal is over another chain: what stands before it was changed after it was sealed"
        if time != self.last_time:
            return "the seal is not at the time of the excerpt before it: it was changed"
        if self.public_key and public_key != self.public_key:
            return "sealed by the key %s, not by the one given" % public_key.hex()
        text = "tradebot-journal-seal 1\njournal %s\nsequence %d\nchain %s\ncause %s\nschema %d\n" % (
            self.first_chain.hex(), sealed, chain.hex(), SEAL_CAUSES[cause], schema)
        if not is_signed_by(public_key, text.encode("ascii"), signature, self.openssl):
            return "the seal's signature is not that of its key: seal or excerpts before it were changed"
        self.seals.append({"cause": SEAL_CAUSES[cause], "sealedSequence": sealed, "chain": chain.hex(), "schema": schema, "publicKey": public_key.hex(),
                           "signature": signature.hex()})
        return None

    def check_exported(self):
        if self.exported is None:
            return
        if self.exported["journal"] != (self.first_chain or b"").hex():
            self.problem(self.journal, 0, "the seals kept elsewhere are those of another journal, or its first excerpt was changed")
            return
        found = {(seal["sealedSequence"], seal["chain"], seal["signature"]) for seal in self.seals}
        for seal in self.exported["seals"]:
            if (seal["sealedSequence"], seal["chain"], seal["signature"]) not in found:
                self.problem(self.journal, 0, "the seal over sequence %d that was kept elsewhere is not in the journal: it was cut or written anew"
                             % seal["sealedSequence"], seal["sealedSequence"])


# ---------------------------------------------------------------------------------------------------- capsule of a session

ZIP_ENTRY = struct.Struct("<HHHHHIIIHH")   # version, flags, method, time, date, CRC-32, twice the length, lengths of name and extra
PARTS = ["code.txt", "exports/decisions.csv", "exports/ledger.journal", "exports/ledger.ofx", "exports/trades.csv",
         "journal/books-before.db", "journal/excerpts.bin", "journal/seals.json", "public-key.pem", "settings.env"]
MANIFEST_FORM = re.compile(
    "tradebot-capsule 1\nidentity ([A-Za-z0-9_-]+)\nsession ([0-9]{4}-[0-9]{2}-[0-9]{2})\nday (closed|open)"
    "\nfirst-sequence (?P<first>{n})\nday-first-sequence {n}\nopened-sequence {n}\nlast-sequence (?P<last>{n})\njournal (?P<journal>{h})"
    "\nprevious-chain (?P<previous>{h})\nhead-chain (?P<head>{h})\nseals (?P<inside>{n})\nlater-seals (?P<later>{n})"
    "\ndecided-by \\S*\nsettings-sha256 (?P<settings>{h})\ncode-sha256 (?P<code>{h})\npublic-key (?P<key>{h})\n((?:part [^\n]+\n)+)"
    .replace("{n}", "(?:0|[1-9][0-9]{0,17})").replace("{h}", "[0-9a-f]{64}"))


class Different(Exception):
    """The first thing in a capsule that does not fit."""


class Capsule:
    """One pass over the capsule of a session; stops at the first thing that does not fit."""

    def __init__(self, path, public_key=None, fast=False, openssl="openssl"):
        self.public_key, self.fast, self.openssl = public_key, fast, openssl
        with open(path, "rb") as file:
            self.data = file.read()
        self.content = {}
        self.manifest = None
        self.seals = []

    def run(self):
        self.container()
        self.signature()
        self.parts()
        self.excerpts()
        return self

    def container(self):
        """The zip file has one form: stored entries in order, 1980-01-01, no extra fields, nothing between them."""
        at, directory, names, data = 0, b"", [], self.data
        while data[at:at + 4] == b"PK\3\4" and len(data) >= at + 30:
            crc, length, _, name_length = struct.unpack_from("<IIIH", data, at + 14)
            name = data[at + 30:at + 30 + name_length]
            common = ZIP_ENTRY.pack(10, 0, 0, 0, 0x21, crc, length, length, name_length, 0)
            begin = at + 30 + name_length
            if data[at + 4:at + 30] != common or begin + length > len(data):
                raise Different("offset %d: this zip entry is not that of a capsule" % at)
            content = data[begin:begin + length]
            if zlib.crc32(content) != crc:
                raise Different("offset %d: the CRC-32 of %r is another" % (begin, name))
            directory += b"PK\1\2" + struct.pack("<H", 10) + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + name
            names.append(name.decode("latin-1"))
            self.content[names[-1]] = content
            at = begin + length
        end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(directory), at, 0)
        if data[at:] != directory + end:
            raise Different("offset %d: what stands behind %d entries is not their directory" % (at, len(names)))
        if names != ["manifest.txt", "manifest.sig"] + PARTS:
            raise Different("the parts are %s: one was dropped, added or moved" % ", ".join(names))

    def signature(self):
        text = self.content["manifest.txt"]
        self.manifest = MANIFEST_FORM.fullmatch(text.decode("latin-1"))
        if not self.manifest:
            raise Different("manifest.txt has another form than 'tradebot-capsule 1'")
        key = bytes.fromhex(self.manifest["key"])
        pem = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n" % base64.b64encode(PUBLIC_PREFIX + key).decode("ascii")
        if self.content["public-key.pem"] != pem.encode("ascii"):
            raise Different("public-key.pem is not the key that manifest.txt names")
        if len(self.content["manifest.sig"]) != 64 or not is_signed_by(key, text, self.content["manifest.sig"], self.openssl):
            raise Different("manifest.sig is not the signature of the key %s over manifest.txt" % key.hex())
        if self.public_key and key != self.public_key:
            raise Different("signed by the key %s, not by the one given" % key.hex())

    def parts(self):
        for name in PARTS:
            line = "part %s %d %s" % (hashlib.sha256(self.content[name]).hexdigest(), len(self.content[name]), name)
            if line not in self.manifest[0].split("\n"):
                raise Different("%s is not what manifest.txt says of it" % name)
        if self.manifest[0].count("\npart ") != len(PARTS):
            raise Different("manifest.txt names other parts than there are")
        for key, name in (("settings", "settings.env"), ("code", "code.txt")):
            if hashlib.sha256(self.content[name]).hexdigest() != self.manifest[key]:
                raise Different("%s-sha256 of manifest.txt is not that of %s" % (key, name))

    def excerpts(self):
        data, at = self.content["journal/excerpts.bin"], 0
        walk = Verification("", None, None, self.fast, self.openssl)
        walk.count, walk.chain = int(self.manifest["first"]), bytes.fromhex(self.manifest["previous"])
        walk.first_chain = bytes.fromhex(self.manifest["journal"])
        if walk.count == 0 and walk.chain != NO_CHAIN:
            raise Different("previous-chain of manifest.txt is not zero, and nothing stands before sequence 0")
        if (walk.count == 0) != (self.content["journal/books-before.db"] == b""):
            raise Different("journal/books-before.db is empty when the slice begins with the journal, and only then")
        while at < len(data):
            length = struct.unpack_from("<i", data, at + 24)[0] if len(data) >= at + 64 else -1
            if not 0 <= length <= min(MAX_FRAME - 64, len(data) - at - 64):
                raise Different("journal/excerpts.bin offset %d sequence %d: there is no whole excerpt" % (at, walk.count))
            what = walk.excerpt(data[at:at + 64 + length])
            if what or walk.first_chain.hex() != self.manifest["journal"]:
                raise Different("journal/excerpts.bin offset %d sequence %d: %s" % (at, walk.count, what or "it begins another journal"))
            at += 64 + length
        if (walk.count - 1, walk.chain.hex()) != (int(self.manifest["last"]), self.manifest["head"]):
            raise Different("journal/excerpts.bin ends with sequence %d and chain %s, not as manifest.txt says" % (walk.count - 1, walk.chain.hex()))
        self.check_seals(walk.seals)

    def check_seals(self, found):
        try:
            document = json.loads(self.content["journal/seals.json"])
            listed = document["seals"]
            if document["format"] != "tradebot-journal-seals 1" or document["journal"] != self.manifest["journal"]:
                raise Different("journal/seals.json is not of this journal")
            if listed[:len(found)] != found or (len(found), len(listed) - len(found)) != (int(self.manifest["inside"]), int(self.manifest["later"])):
                raise Different("journal/seals.json does not list the %d seals that stand in journal/excerpts.bin" % len(found))
            for seal in listed[len(found):]:
                text = "tradebot-journal-seal 1\njournal %s\nsequence %d\nchain %s\ncause %s\nschema %d\n" % (
                    self.manifest["journal"], seal["sealedSequence"], seal["chain"], seal["cause"], seal["schema"])
                is_behind = seal["sealedSequence"] > int(self.manifest["last"])
                is_last = seal["sealedSequence"] == int(self.manifest["last"]) and seal["chain"] == self.manifest["head"]
                if not (is_behind or is_last) or not is_signed_by(bytes.fromhex(seal["publicKey"]), text.encode("ascii"),
                                                                  bytes.fromhex(seal["signature"]), self.openssl):
                    raise Different("journal/seals.json: the seal over sequence %d does not hold" % seal["sealedSequence"])
        except (ValueError, KeyError, TypeError) as error:
            raise Different("journal/seals.json is no list of seals: %s" % error) from error
        self.seals = listed


class OpensslMissing(Exception):
    pass


@functools.lru_cache(maxsize=4096)
def is_signed_by(public_key, message, signature, openssl):
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("key.der", "message", "signature")]
        for path, data in zip(paths, (PUBLIC_PREFIX + public_key, message, signature)):
            with open(path, "wb") as file:
                file.write(data)
        try:
            result = subprocess.run([openssl, "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths[0], "-rawin",
                                     "-in", paths[1], "-sigfile", paths[2]], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        except OSError as error:
            raise OpensslMissing("%s cannot be run: %s" % (openssl, error)) from error
        return result.returncode == 0 and b"Verified Successfully" in result.stdout


def read_public_key(path):
    with open(path, encoding="ascii") as file:
        match = re.fullmatch(r"\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*", file.read())
    der = base64.b64decode(match.group(1)) if match else b""
    if len(der) != 44 or not der.startswith(PUBLIC_PREFIX):
        raise ValueError("%s holds no Ed25519 public key in PEM form" % path)
    return der[12:]


def read_seals(path):
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    if document.get("format") != "tradebot-journal-seals 1":
        raise ValueError("%s is not an export of seals" % path)
    return document


def capsule_main(arguments):
    parser = argparse.ArgumentParser(description="Verify the capsule of a session without TradeBot.", usage="%(prog)s capsule [options] FILE")
    parser.add_argument("capsule")
    parser.add_argument("--key", "--public-key")
    parser.add_argument("--openssl", default="openssl")
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--json", action="store_true")
    try:
        options = parser.parse_args(arguments)
        public_key = read_public_key(options.key) if options.key else None
    except SystemExit as end:
        return OK if end.code == 0 else USAGE
    except (OSError, ValueError) as error:
        print("verify_journal: %s" % error, file=sys.stderr)
        return USAGE
    difference, capsule = None, None
    try:
        capsule = Capsule(options.capsule, public_key, options.fast, options.openssl)
        capsule.run()
    except Different as found:
        difference = str(found)
    except OpensslMissing as error:
        print("verify_journal: the capsule is signed, and %s" % error, file=sys.stderr)
        return UNAVAILABLE
    except OSError as error:
        print("verify_journal: %s" % error, file=sys.stderr)
        return NO_INPUT
    manifest = capsule.manifest if difference is None else None
    if options.json:
        print(json.dumps({"isGenuine": difference is None, "difference": difference, "session": manifest and manifest[2],
                          "chainHead": manifest and manifest["head"], "publicKey": manifest and manifest["key"], "sealCount": len(capsule.seals)},
                         indent=2))
    elif difference is not None:
        print("DIFFERENT: %s: %s" % (options.capsule, difference))
    else:
        print("genuine: %s, session %s, sequence %s to %s, chain head %s" % (manifest[1], manifest[2], manifest["first"], manifest["last"],
                                                                           manifest["head"]))
        print("seals: %s in it hold, %s behind it are signed" % (manifest["inside"], manifest["later"]))
        print("signed by %s%s" % (manifest["key"], "" if public_key else " (compare it with the key you were given, or use --key)"))
    return DAMAGED if difference is not None else OK


def main(arguments):
    if arguments[:1] == ["capsule"] and len(arguments) > 1:
        return capsule_main(arguments[1:])
    parser = argparse.ArgumentParser(description="Verify a TradeBot journal without TradeBot.", usage="%(prog)s [options] JOURNAL")
    parser.add_argument("journal")
    parser.add_argument("--public-key")
    parser.add_argument("--seals")
    parser.add_argument("--openssl", default="openssl")
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--json", action="store_true")
    try:
        options = parser.parse_args(arguments)
        public_key = read_public_key(options.public_key) if options.public_key else None
        exported = read_seals(options.seals) if options.seals else None
    except SystemExit as end:
        return OK if end.code == 0 else USAGE
    except (OSError, ValueError) as error:
        print("verify_journal: %s" % error, file=sys.stderr)
        return USAGE
    journal = options.journal
    if not os.path.isdir(journal) or not (os.path.exists(os.path.join(journal, "anchor")) or os.path.isdir(os.path.join(journal, "00000001"))):
        print("verify_journal: there is no journal %s: a folder with 'anchor' and '00000001'" % journal, file=sys.stderr)
        return NO_INPUT
    try:
        result = Verification(journal, public_key, exported, options.fast, options.openssl).run()
    except OpensslMissing as error:
        print("verify_journal: the journal has seals, and %s" % error, file=sys.stderr)
        return UNAVAILABLE
    except OSError as error:
        print("verify_journal: %s" % error, file=sys.stderr)
        return NO_INPUT
    if options.json:
        print(json.dumps({"isSound": not result.problems, "excerptCount": result.count, "chainHead": result.chain.hex(),
                          "journal": (result.first_chain or b"").hex(), "seals": result.seals, "problems": result.problems,
                          "notes": result.notes}, indent=2))
    else:
        for note in result.notes:
            print("NOTE   " + note)
        for problem in result.problems:
            print("DAMAGE " + problem)
        sealed = result.seals[-1]["sealedSequence"] if result.seals else None
        print("%s: sequence %s verified, chain head %s" % ("DAMAGED" if result.problems else "sound",
              "0 to %d" % (result.count - 1) if result.count else "none", result.chain.hex()))
        print("seals: %s" % ("none" if sealed is None else "%d hold, the last over sequence 0 to %d" % (len(result.seals), sealed)))
        for key in sorted({seal["publicKey"] for seal in result.seals}):
            print("sealed by %s%s" % (key, "" if public_key else " (compare it with the key you were given, or use --public-key)"))
    return DAMAGED if result.problems else OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
