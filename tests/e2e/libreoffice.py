"""A real spreadsheet program: opens a workbook, changes it or not, and saves it again as xlsx."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed on this machine")

_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Ntt" script:language="StarBasic">
Function Prop(key, content)
  Dim p As New com.sun.star.beans.PropertyValue
  p.Name = key
  p.Value = content
  Prop = p
End Function

Sub Resave(source As String, target As String, password As String, sheetName As String, address As String, _
    text As String)
  On Error GoTo Failed ' without this a mistake waits for ever behind a window that nobody sees
  Dim opening(1) As New com.sun.star.beans.PropertyValue
  opening(0).Name = "Hidden"
  opening(0).Value = True
  opening(1).Name = "Password"
  opening(1).Value = password
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, opening())
  If IsNull(doc) Then Exit Sub
  If sheetName &lt;&gt; "" Then
    sheet = doc.Sheets.getByName(sheetName)
    If address = "sort" Then
      cursor = sheet.createCursor()
      cursor.gotoEndOfUsedArea(False)
      area = sheet.getCellRangeByPosition(0, 1, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
      Dim fields(0) As New com.sun.star.table.TableSortField
      fields(0).Field = CInt(text)
      fields(0).IsAscending = False
      area.sort(Array(Prop("SortFields", fields()), Prop("ContainsHeader", False)))
    ElseIf address = "delete" Then
      sheet.Rows.removeByIndex(CInt(text), 1)
    ElseIf address = "column" Then
      sheet.Columns.insertByIndex(CInt(text), 1)
      sheet.getCellByPosition(CInt(text), 0).String = "Catatan kami"
    ElseIf address = "number" Then
      cell = sheet.getCellRangeByName(text)
      cell.NumberFormat = 0
      cell.Value = Val(cell.String)
    Else
      sheet.getCellRangeByName(address).String = text
    End If
  End If
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  saving(0).Name = "FilterName"
  saving(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL(ConvertToURL(target), saving())
  doc.close(True)
Failed:
End Sub
</script:module>
"""

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">
 <library:element library:name="Ntt"/>
</library:library>
"""


class LibreOffice:
    """LibreOffice with a profile of its own in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.profile = folder / "profile"
        # The first start fills the profile from the installation; only then can the macro be put in.
        self._run("--terminate_after_init")
        library = self.profile / "user" / "basic" / "Standard"
        (library / "Ntt.xba").write_text(_MACRO, "utf-8")
        (library / "script.xlb").write_text(_LIBRARY, "utf-8")

    def _run(self, *arguments: str) -> str:
        process = subprocess.Popen(
            [
                str(SOFFICE),
                f"-env:UserInstallation={self.profile.as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                *arguments,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        try:
            return process.communicate(timeout=120)[1].decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            # The launcher's child is the program itself; both are in the session that was started for them.
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise

    def resave(
        self, source: Path, target: Path, *, password: str = "", sheet: str = "", do: str = "", to: str = ""
    ) -> Path:
        """Open, with a password if there is one, and save again without.

        ``do`` is a cell's address, set to ``to``; or sort, delete, column, number, at the place that ``to`` says.
        """
        call = ", ".join(f'"{text}"' for text in (source, target, password, sheet, do, to))
        told = self._run(f"macro:///Standard.Ntt.Resave({call})")
        assert target.exists(), told
        return target
