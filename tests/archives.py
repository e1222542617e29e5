"""Archives made in memory."""

import io
import zipfile


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip archive of members by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()
