#!/usr/bin/env python3
"""Tampers with copies of a session's capsule and counts what 'verify_journal.py capsule' finds. All must be found.

    python3 tamper_capsule.py --key PEM [--count 1000] [--seed 1] [--keep FOLDER] FILE

Each tamper is one of
  flip    a bit anywhere in the file
  cut     the end is missing, or bytes were added
  part    a part was changed and the container made right again
  drop    a part is missing, in a right container
  insert  a part was added, in a right container
  swap    the contents of two parts were swapped
  sign    the signature is another
  stranger  a part was changed, manifest and signature made anew with the key of somebody else; only --key finds it
--key is the public key of the owner. --keep writes the tampered files into a new folder, for another verifier to try.

Exit codes: 0 all found and the untouched capsule genuine, 1 not so (each is named with its number), 64 wrong arguments.
"""

import argparse
import hashlib
import os
import random
import struct
import subprocess
import sys
import tempfile
import zlib

import verify_journal as verify

KINDS = ("flip", "cut", "part", "drop", "insert", "swap", "sign", "stranger")


class Stranger:
    """Somebody with a key of his own."""

    def __init__(self, folder):
        self.folder = folder
        self.run("genpkey", "-algorithm", "ED25519", "-out", "key")
        self.run("pkey", "-in", "key", "-pubout", "-outform", "DER", "-out", "public")
        with open(os.path.join(folder, "public"), "rb") as file:
            self.public_key = file.read()[-32:]
        self.run("pkey", "-in", "key", "-pubout", "-out", "pem")
        with open(os.path.join(folder, "pem"), "rb") as file:
            self.pem = file.read()

    def run(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def sign(self, message):
        with open(os.path.join(self.folder, "message"), "wb") as file:
            file.write(message)
        self.run("pkeyutl", "-sign", "-inkey", "key", "-rawin", "-in", "message", "-out", "signature")
        with open(os.path.join(self.folder, "signature"), "rb") as file:
            return file.read()


def pack(parts):
    """The container of these names and contents, as a capsule has it."""
    data, directory = b"", b""
    for name, content in parts:
        raw = name.encode("ascii")
        common = verify.ZIP_ENTRY.pack(10, 0, 0, 0, 0x21, zlib.crc32(content), len(content), len(content), len(raw), 0)
        directory += b"PK\1\2" + struct.pack("<H", 10) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(data)) + raw
        data += b"PK\3\4" + common + raw + content
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(data), 0)
    return data + directory + end


def flipped(content, rng):
    if not content:
        return b"x"
    changed = bytearray(content)
    changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def tamper(data, parts, kind, stranger, rng):
    """Returns the tampered file and what was done."""
    parts = [list(part) for part in parts]
    index = rng.randrange(len(parts))
    name, content = parts[index]
    if kind == "flip":
        at = rng.randrange(len(data))
        return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1:], "flip a bit of byte %d" % at
    if kind == "cut":
        count = rng.randrange(1, 200)
        return (data[:-count], "cut %d bytes" % count) if rng.random() < 0.8 else (data + bytes(count), "add %d bytes" % count)
    if kind == "drop":
        del parts[index]
    elif kind == "insert":
        parts.insert(index, [name if rng.random() < 0.5 else "exports/more.csv", content])
    elif kind == "swap":
        other = rng.choice([i for i in range(len(parts)) if parts[i][1] != content])
        parts[index][1], parts[other][1] = parts[other][1], content
    elif kind == "sign":
        index, name = 1, "manifest.sig"
        parts[1][1] = stranger.sign(parts[0][1]) if rng.random() < 0.2 else bytes(rng.randrange(256) for _ in range(64))
    else:
        index = index if kind == "part" else rng.randrange(2, len(parts))
        name = parts[index][0]
        parts[index][1] = flipped(parts[index][1], rng)
    if kind == "stranger":
        forge(parts, stranger)
    return pack(parts), "%s %s" % (kind, name)


def forge(parts, stranger):
    content = dict(map(tuple, parts))
    content["public-key.pem"] = stranger.pem
    lines = []
    for line in content["manifest.txt"].decode("ascii").splitlines():
        word = line.split(" ")
        if word[0] == "part":
            line = "part %s %d %s" % (hashlib.sha256(content[word[3]]).hexdigest(), len(content[word[3]]), word[3])
        elif word[0] == "public-key":
            line = "public-key " + stranger.public_key.hex()
        elif word[0] in ("settings-sha256", "code-sha256"):
            line = "%s %s" % (word[0], hashlib.sha256(content["settings.env" if word[0].startswith("s") else "code.txt"]).hexdigest())
        lines.append(line + "\n")
    content["manifest.txt"] = "".join(lines).encode("ascii")
    content["manifest.sig"] = stranger.sign(content["manifest.txt"])
    for part in parts:
        part[1] = content[part[0]]


def is_found(path, key):
    try:
        verify.Capsule(path, key).run()
        return False
    except verify.Different:
        return True


def main(arguments):
    parser = argparse.ArgumentParser(description="Tamper with copies of a session's capsule and count what is found.")
    parser.add_argument("capsule")
    parser.add_argument("--key", required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep")
    try:
        options = parser.parse_args(arguments)
        key = verify.read_public_key(options.key)
        with open(options.capsule, "rb") as file:
            data = file.read()
        if options.keep:
            os.mkdir(options.keep)
    except SystemExit as end:
        return 0 if end.code == 0 else 64
    except (OSError, ValueError) as error:
        print("tamper_capsule: %s" % error, file=sys.stderr)
        return 64
    rng = random.Random(options.seed)
    print("seed %d" % options.seed)
    if is_found(options.capsule, key):
        print("the untouched capsule is not genuine")
        return 1
    untouched = verify.Capsule(options.capsule)
    untouched.container()
    parts = list(untouched.content.items())
    assert pack(parts) == data
    missed, done = [], dict.fromkeys(KINDS, 0)
    with tempfile.TemporaryDirectory() as folder:
        stranger = Stranger(folder)
        for number in range(options.count):
            kind = KINDS[number % len(KINDS)]
            changed, what = tamper(data, parts, kind, stranger, rng)
            path = os.path.join(options.keep or folder, "%05d.capsule.zip" % number)
            with open(path, "wb") as file:
                file.write(changed)
            done[kind] += 1
            if not is_found(path, key):
                missed.append("%d: %s" % (number, what))
            if not options.keep:
                os.remove(path)
    print(", ".join("%s %d" % (kind, count) for kind, count in done.items()))
    for line in missed:
        print("MISSED " + line)
    print("%d tampers, %d found, %d missed" % (options.count, options.count - len(missed), len(missed)))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
