"""Old Word files (.doc, 97 to 2003), through LibreOffice where it is installed.

The format is a dump of Word's memory that no light library reads well. LibreOffice makes a .docx of it,
which is then read like any other. It runs with a profile of its own in which macros are off and nothing is
fetched, on a copy with a plain name, and under a time limit.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ingest.documents import ReadPaper
from ingest.errors import PaperRefused
from ingest.readers.guard import guarded
from ingest.readers.word.reader import read_word

MOST_SECONDS = 25.0
_WHAT = "Word file"
_PROGRAMS = ("soffice", "libreoffice")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def read_old_word(path: Path) -> ReadPaper:
    """Read a .doc file. Raises PaperRefused where LibreOffice is missing, and what reading .docx raises."""
    name = path.name
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise PaperRefused(
            f"{name} is an old Word file, which is read only where LibreOffice is installed.",
            hint="Open it in Word and save it as .docx.",
        )
    # LibreOffice may still hold files of its profile for a moment when it is stopped.
    with (
        guarded(name, _WHAT),
        tempfile.TemporaryDirectory(prefix="agreed-", ignore_cleanup_errors=True) as folder,
    ):
        made = _convert(program, path, Path(folder))
        paper = read_word(made, name=name)
        note = "It was converted by LibreOffice: its pages may end elsewhere than in Word."
        return replace(paper, notes=(*paper.notes, note))


def _convert(program: str, path: Path, folder: Path) -> Path:
    """Return the .docx that LibreOffice makes of ``path`` in ``folder``."""
    profile, source = folder / "profile", folder / "paper.doc"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    shutil.copyfile(path, source)
    own_profile = f"-env:UserInstallation={profile.as_uri()}"
    quietly = ["--headless", "--norestore", "--nolockcheck", "--nodefault"]
    conversion = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)]
    _run([program, own_profile, *quietly, *conversion], path.name)
    made = folder / "paper.docx"
    if not made.is_file():
        raise PaperRefused(
            f"{path.name} could not be converted by LibreOffice.",
            hint="It may be damaged. Open it in Word and save it as .docx.",
        )
    return made


def _run(command: list[str], name: str) -> None:
    # In a session of its own: the program is a script that starts the real one, and both must be stopped.
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise PaperRefused(
            f"{name} took LibreOffice longer than {MOST_SECONDS:g} seconds to convert, and was left out.",
            hint="Open it in Word and save it as .docx.",
        ) from error
    finally:
        _stop(process)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """End the process and all that it started, however the wait for it ended."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:  # Windows
            process.kill()
    process.wait()
