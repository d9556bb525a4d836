#!/usr/bin/env python3
"""Tampers with copies of a closed, sealed journal and counts what verify_journal.py finds. All must be found.

    python3 tamper_journal.py --seals SEALS [--count 10000] [--seed 1] JOURNAL

Each tamper flips a bit, drops, inserts or swaps excerpts, or cuts behind a seal, as one of three people:
  raw      changes bytes and nothing else
  patient  makes lengths, CRC32C, manifests and anchor right again, but not the chain
  knowing  writes everything anew from the change on: sequences, chain, CRC32C, manifests, anchor; has no key
SEALS is what 'tradebot journal seals JOURNAL --export SEALS' wrote before. It is what finds a knowing cut behind a seal.

--last-seal flips a bit of each byte of the last seal instead, which nothing seals but itself.

Exit codes: 0 all found and the untouched journal sound, 1 not so (each is named with its number), 64 wrong arguments.
"""

import argparse
import functools
import hashlib
import os
import random
import shutil
import struct
import sys
import tempfile

import verify_journal as verify

verify.crc32c = functools.lru_cache(maxsize=1024)(verify.crc32c)   # most blocks are the same in each round

KINDS = ("flip", "drop", "insert", "swap", "cut")
PEOPLE = ("raw", "patient", "knowing")


class Excerpt:
    def __init__(self, frame):
        self.frame = bytearray(frame)

    def copy(self):
        return Excerpt(self.frame)

    def fix_crc(self):
        struct.pack_into("<i", self.frame, 24, len(self.frame) - 64)
        struct.pack_into("<I", self.frame, 28, verify.crc32c(bytes(self.frame[:28] + self.frame[32:])))

    def follow(self, sequence, chain):
        """Makes this excerpt the one behind a chain; returns the chain behind it."""
        struct.pack_into("<q", self.frame, 8, sequence)
        struct.pack_into("<i", self.frame, 24, len(self.frame) - 64)
        self.frame[32:64] = hashlib.sha256(chain + verify.chained_fields(bytes(self.frame)) + self.frame[64:]).digest()
        self.fix_crc()
        return bytes(self.frame[32:64])

    @property
    def is_seal(self):
        return len(self.frame) >= 76 and struct.unpack_from("<HH", self.frame, 70) == (verify.SEAL_TEMPLATE, verify.SCHEMA_ID)


class Segment:
    """A segment's file: what Chronicle wrote before the first excerpt, then the excerpts."""

    def __init__(self, folder):
        self.folder = folder
        self.manifest_path = os.path.join(folder, "manifest")
        self.path = os.path.join(folder, next(name for name in sorted(os.listdir(folder)) if name.endswith(".cq4")))
        with open(self.path, "rb") as file:
            data = file.read()
        with open(self.manifest_path, "rb") as file:
            self.state = file.read().split(b"\n")[1].decode("ascii")
        self.head, self.excerpts, at = None, [], 0
        while True:
            word = struct.unpack_from("<I", data, at)[0] if at + 4 <= len(data) else 0
            if word == 0:
                break
            length = word & 0x3FFFFFFF
            if not word & 0x40000000:
                self.head = data[:at] if self.head is None else self.head
                self.excerpts.append(Excerpt(data[at + 4:at + 4 + length]))
            at = at + 4 + length + 3 & ~3
        self.head = data[:at] if self.head is None else self.head

    def copy(self):
        twin = Segment.__new__(Segment)
        twin.__dict__.update(self.__dict__)
        twin.excerpts = [excerpt.copy() for excerpt in self.excerpts]
        return twin

    def data(self):
        out = bytearray(self.head)
        for excerpt in self.excerpts:
            out += struct.pack("<I", len(excerpt.frame)) + excerpt.frame
            out += bytes(-len(out) % 4)
        self.data_end = len(out)
        return bytes(out + bytes(-(len(out) + 4) % 65536 + 4))

    def manifest(self, data, first, previous, head):
        times = [struct.unpack_from("<q", excerpt.frame, 16)[0] for excerpt in self.excerpts] or [0]
        blocks = ["%08x" % verify.crc32c(data[at:at + 65536]) for at in range(0, len(data), 65536)]
        text = "\n".join(["tradebot-journal-segment 1", self.state, "file " + os.path.basename(self.path), "length %d" % len(data),
                          "sha256 " + hashlib.sha256(data).hexdigest(), "data-end %d" % self.data_end, "first-sequence %d" % first,
                          "excerpts %d" % len(self.excerpts), "first-time-nanos %d" % times[0], "last-time-nanos %d" % times[-1],
                          "previous-chain " + previous.hex(), "head-chain " + head.hex(), "block-length 65536",
                          "block-crc32c %d" % len(blocks)] + blocks + ["manifest-crc32c "])
        return (text + "%08x\n" % verify.crc32c(text.encode("ascii"))).encode("ascii")


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


class Journal:
    def __init__(self, folder):
        self.folder = folder
        self.segments = [Segment(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.isdigit()]
        self.untouched = {}
        for root, _, names in os.walk(folder):
            for name in names:
                with open(os.path.join(root, name), "rb") as file:
                    self.untouched[os.path.join(root, name)] = file.read()

    def restore(self):
        for path, data in self.untouched.items():
            with open(path, "rb") as file:
                is_same = file.read() == data
            if not is_same:
                write(path, data)

    def store(self, segments, person):
        """Writes changed segments as this person would."""
        if person == "raw":
            for segment in segments:
                size = len(self.untouched[segment.path])
                write(segment.path, segment.data()[:size].ljust(size, b"\0"))
            return
        sequence, chain, last = 0, verify.NO_CHAIN, None
        for number, segment in enumerate(segments, 1):
            first, previous = sequence, chain
            for excerpt in segment.excerpts:
                if person == "knowing":
                    chain = excerpt.follow(sequence, chain)
                else:
                    excerpt.fix_crc()
                    chain = bytes(excerpt.frame[32:64])
                sequence += 1
            data = segment.data()
            write(segment.path, data)
            write(segment.manifest_path, segment.manifest(data, first, previous, chain))
            if segment.excerpts:
                last = (number, segment.data_end)
        number, position = last or (0, 0)
        slots = b""
        for generation in (2, 3):
            slot = struct.pack("<2sBBiqqi32s", b"TA", 1, 2, generation, sequence, position, number, chain)
            slots += slot + struct.pack("<I", verify.crc32c(slot))
        write(os.path.join(self.folder, "anchor"), slots)


def tamper(journal, kind, person, rng):
    """Does it and says what; None when there is nothing to do it to."""
    segments = [segment.copy() for segment in journal.segments]
    if kind == "flip" and person == "raw":
        path = rng.choice([path for path in journal.untouched if not path.endswith("lock")])
        data = bytearray(journal.untouched[path])
        bit = rng.randrange(len(data) * 8)
        data[bit // 8] ^= 1 << bit % 8
        write(path, bytes(data))
        return "flip bit %d of byte %d of %s" % (bit % 8, bit // 8, os.path.relpath(path, journal.folder))
    segment = rng.choice([segment for segment in segments if len(segment.excerpts) > 1])
    excerpts = segment.excerpts
    index = rng.randrange(len(excerpts))
    if kind == "flip":
        frame = excerpts[index].frame
        # what a knowing person does not write anew anyway: schema version, time and body
        at = rng.choice([6, 7] + list(range(16, 24)) + list(range(64, len(frame))))
        frame[at] ^= 1 << rng.randrange(8)
        what = "flip a bit of byte %d of excerpt %d" % (at, index)
    elif kind == "drop":
        del excerpts[index]
        what = "drop excerpt %d" % index
    elif kind == "insert":
        source = rng.randrange(len(excerpts))
        excerpts.insert(index, excerpts[source].copy())
        what = "insert a copy of excerpt %d at %d" % (source, index)
    elif kind == "swap":
        other = rng.choice([i for i in range(len(excerpts)) if i != index])
        excerpts[index], excerpts[other] = excerpts[other], excerpts[index]
        what = "swap excerpts %d and %d" % (index, other)
    else:
        places = [(s, i) for s, each in enumerate(segments) for i, excerpt in enumerate(each.excerpts)
                  if excerpt.is_seal and not (s == len(segments) - 1 and i == len(each.excerpts) - 1)]
        if not places:
            return None
        s, i = rng.choice(places)
        del segments[s].excerpts[i + 1:]
        if person == "raw":
            journal.store(segments[s:s + 1], person)
        else:
            journal.store(segments[:s + 1], person)
        for gone in segments[s + 1:]:
            os.remove(gone.path)
            os.remove(gone.manifest_path)
            os.rmdir(gone.folder)
        return "cut segment %d behind the seal at %d" % (s + 1, i)
    what += " of segment %s" % os.path.basename(segment.folder)
    journal.store(segments, person)
    return what


def last_seal(source, exported):
    """Flips a bit of each byte of the last excerpt, a seal, as the knowing would; with and without seals kept elsewhere."""
    missed, count = [], 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = os.path.join(temporary, "journal")
        shutil.copytree(source, folder)
        journal = Journal(folder)
        for at in [6, 7] + list(range(16, 24)) + list(range(64, len(journal.segments[-1].excerpts[-1].frame))):
            segments = [segment.copy() for segment in journal.segments]
            segments[-1].excerpts[-1].frame[at] ^= 1 << at % 8
            journal.store(segments, "knowing")
            # As another record (bytes 70 to 73 say which) it is dropped, and only seals kept elsewhere tell that.
            for kept in (exported,) if 70 <= at < 74 else (exported, None):
                count += 1
                if not verify.Verification(folder, exported=kept).run().problems:
                    missed.append("byte %d of the last seal" % at)
        journal.restore()
    for line in missed:
        print("MISSED " + line)
    print("%d tampers with the last seal, %d found, %d missed" % (count, count - len(missed), len(missed)))
    return 1 if missed else 0


def main(arguments):
    parser = argparse.ArgumentParser(description="Tamper with copies of a journal and count what is found.")
    parser.add_argument("journal")
    parser.add_argument("--seals", required=True)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--last-seal", action="store_true")
    try:
        options = parser.parse_args(arguments)
        exported = verify.read_seals(options.seals)
    except SystemExit as end:
        return 0 if end.code == 0 else 64
    except (OSError, ValueError) as error:
        print("tamper_journal: %s" % error, file=sys.stderr)
        return 64
    if options.last_seal:
        return last_seal(options.journal, exported)
    rng = random.Random(options.seed)
    print("seed %d" % options.seed)
    missed, done = [], {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = os.path.join(temporary, "journal")
        shutil.copytree(options.journal, folder)
        journal = Journal(folder)
        before = verify.Verification(folder, exported=exported).run()
        if before.problems or not before.seals:
            print("the untouched journal is not sound, or has no seal: %s" % before.problems)
            return 1
        for number in range(options.count):
            kind, person = rng.choice(KINDS), rng.choice(PEOPLE)
            what = tamper(journal, kind, person, rng)
            if what is None:
                kind, what = "drop", tamper(journal, "drop", person, rng)
            done[person, kind] = done.get((person, kind), 0) + 1
            if not verify.Verification(folder, exported=exported).run().problems:
                missed.append("%d, %s: %s" % (number, person, what))
            for segment in journal.segments:
                os.makedirs(segment.folder, exist_ok=True)
                for path in (segment.path, segment.manifest_path):
                    if not os.path.exists(path):
                        write(path, b"")
            journal.restore()
            if number % 1000 == 999:
                print("%d done, %d missed" % (number + 1, len(missed)), file=sys.stderr)
        after = verify.Verification(folder, exported=exported).run()
        if after.problems:
            missed.append("the journal was not restored: %s" % after.problems)
    for person in PEOPLE:
        print("%-8s %s" % (person, ", ".join("%s %d" % (kind, done.get((person, kind), 0)) for kind in KINDS)))
    for line in missed:
        print("MISSED " + line)
    print("%d tampers, %d found, %d missed" % (options.count, options.count - len(missed), len(missed)))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
