"""LibreOffice, where there is one: documents saved again and turned into PDF."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")


def convert(path: Path, kind: str, folder: Path) -> Path:
    """The file as LibreOffice writes it."""
    return convert_all([path], kind, folder)[0]


def convert_all(paths: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """The files as LibreOffice writes them; its exit code is 0 even on failure, so the results themselves are looked for."""
    profile = (folder / "profile").absolute().as_uri()
    folder.mkdir(exist_ok=True)
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        folder,
        *paths,
    ]
    subprocess.run(list(map(str, command)), capture_output=True, check=True, timeout=180)
    made = [folder / f"{path.stem}.{kind.partition(':')[0]}" for path in paths]
    assert not [path.name for path in made if not path.exists()], "LibreOffice could not open these"
    return made


def pdf_text(path: Path) -> str:
    """The text of a PDF."""
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def pdf_pages(path: Path) -> int:
    """How many pages a PDF has."""
    done = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, text=True)
    return int(next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("Pages:")))


def pdf_fonts(path: Path) -> set[str]:
    """The font families in a PDF, without their subset marks and styles."""
    done = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True, text=True)
    names = [line.split()[0].partition("+")[2] or line.split()[0] for line in done.stdout.splitlines()[2:]]
    return {name.partition("-")[0] for name in names}
