"""List the license of every installed package, and fail on one that is neither permissive nor MPL: `make licenses`."""

import json
import subprocess
import sys

GOOD = (
    "apache", "mit", "bsd", "isc", "psf", "python software foundation", "mpl", "mozilla", "unlicense", "zlib", "hpnd",
    "historical permission", "public domain", "cc0", "0bsd", "blueoak", "boost", "bsl-1.0", "cnri", "ofl", "zpl",
)  # fmt: skip
"""What a permissive license, or the Mozilla Public License, is called."""
KNOWN = {"atheris": "Apache-2.0"}
"""Packages whose metadata name no license, and what their sources say."""
BROUGHT = {
    "udtools": "GPL, brought by stanza",
    "udapi": "GPL, brought by udtools",
    "camel-kenlm": "LGPL, brought by camel-tools",
}
"""Packages of other licenses that stanza and camel-tools bring along; nothing of ours imports them."""
OWN = {"iraqsec", "pip", "setuptools", "wheel"}


def main() -> int:
    """Print a table and return the number of packages that need a look."""
    done = subprocess.run(
        [sys.executable, "-m", "piplicenses", "--format=json", "--from=mixed"],
        capture_output=True,
        text=True,
        check=True,
    )
    faults = 0
    for package in sorted(json.loads(done.stdout), key=lambda p: p["Name"].lower()):
        license_name = KNOWN.get(package["Name"], package["License"])
        # Of "GPL or MIT" the second may be chosen; of "LGPL and MIT" both bind.
        choices = [choice.split(" and ") for choice in license_name.lower().split(" or ")]
        good = any(all(any(known in part for known in GOOD) for part in parts) for parts in choices)
        brought = BROUGHT.get(package["Name"].lower().replace("_", "-"))
        good = good or package["Name"].lower() in OWN
        faults += not good and brought is None
        mark = "  " if good else "~ " if brought else "! "
        sys.stdout.write(
            f"{mark}{package['Name']:32}{package['Version']:16}{brought or ' '.join(license_name.split())[:70]}\n"
        )
    return faults


if __name__ == "__main__":
    sys.exit(main() > 0)
