"""LibreOffice without a window: a macro fills cells of a workbook, saves it, and prints it to PDF."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

MACRO: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Main(source As String, target As String, printed As String, cells As String)
  Dim opening(0) As New com.sun.star.beans.PropertyValue
  opening(0).Name = "Hidden" : opening(0).Value = True
  Dim document : document = StarDesktop.loadComponentFromURL(source, "_blank", 0, opening())
  Dim sheet : sheet = document.Sheets.getByIndex(0)
  Dim pair, parts
  For Each pair In Split(cells, "|")
    parts = Split(pair, "=")
    If IsNumeric(parts(1)) Then
      sheet.getCellRangeByName(parts(0)).Value = Val(parts(1))
    Else
      sheet.getCellRangeByName(parts(0)).String = parts(1)
    End If
  Next
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  saving(0).Name = "FilterName" : saving(0).Value = "Calc MS Excel 2007 XML"
  document.storeToURL(target, saving())
  saving(0).Value = "calc_pdf_Export"
  document.storeToURL(printed, saving())
  document.close(True)
End Sub
</script:module>
"""


def fill_in(form: Path, cells: Mapping[str, str], folder: Path) -> tuple[Path, Path]:
    """The workbook as LibreOffice saved it after cells were filled in, and the pages it would print."""
    profile = folder / "profile"
    _run(profile, "--terminate_after_init")  # the first start makes the profile, and a macro of its own in it
    (profile / "user" / "basic" / "Standard" / "Module1.xba").write_text(MACRO, "utf-8")
    saved, printed = folder / "filled.xlsx", folder / "filled.pdf"
    said = "|".join(f"{cell}={value}" for cell, value in cells.items())
    arguments = ",".join(f'"{word}"' for word in (form.as_uri(), saved.as_uri(), printed.as_uri(), said))
    _run(profile, f"macro:///Standard.Module1.Main({arguments})")
    return saved, printed


def calculated_anew(book: Path, folder: Path) -> Path:
    """The workbook as LibreOffice works it out; what its formulas gave before must not stand in it."""
    target = folder / "calculated"
    _run(folder / "profile", "--convert-to", "xlsx", "--outdir", str(target), str(book))
    return target / book.name


def printed(files: Sequence[Path], folder: Path) -> list[Path]:
    """The files as LibreOffice prints them, each as a PDF."""
    _run(folder / "profile", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files))
    return [folder / f"{file.stem}.pdf" for file in files]


def _run(profile: Path, *words: str) -> None:
    program = shutil.which("soffice")
    assert program, "soffice is missing: apt-get install libreoffice-calc"
    quiet = ("--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile.as_uri()}")
    subprocess.run(
        [program, *quiet, *words], check=True, capture_output=True, timeout=120, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
