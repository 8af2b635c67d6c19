"""Unpacks a part of a Python wheel.

Usage: python3 unpack_wheel.py WHEEL FOLDER PREFIX PATTERN
Writes every file whose path in WHEEL is PREFIX followed by something that PATTERN (a regular expression) matches from
its beginning, under that something in FOLDER, and prints how many there were.
"""

import os
import re
import shutil
import sys
import zipfile


def unpack(wheel, folder, prefix, pattern):
    count = 0
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            name = member.filename
            if member.is_dir() or not name.startswith(prefix) or not re.match(pattern, name[len(prefix) :]):
                continue
            target = os.path.join(folder, *name[len(prefix) :].split("/"))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with archive.open(member) as source, open(target, "wb") as destination:
                shutil.copyfileobj(source, destination, 1 << 20)
            # A zip keeps the mode of Unix in the upper half: some of NVIDIA's files are programs.
            if (member.external_attr >> 16) & 0o111:
                os.chmod(target, 0o755)
            count += 1
    return count


if __name__ == "__main__":
    print(unpack(*sys.argv[1:5]))
