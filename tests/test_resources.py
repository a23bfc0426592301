"""Resources are found in the repository, in the installed package and in the frozen program."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ntt_desktop import paths

ROOT = Path(__file__).parent.parent
REGIONS = "regions/ntt_regions.csv"


def test_in_the_repository() -> None:
    assert paths.resource(REGIONS) == ROOT / "resources" / REGIONS


def test_in_the_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "ntt_desktop" / "resources" / REGIONS
    inside.parent.mkdir(parents=True)
    inside.write_text("code,name\n")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource(REGIONS) == inside


def test_in_the_installed_package(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    asked = "from ntt_desktop import paths; print(paths.resource('regions/ntt_regions.csv'))"
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path / "site", check=True, capture_output=True, text=True
    )
    assert Path(told.stdout.strip()) == tmp_path / "site" / "ntt_desktop" / "resources" / REGIONS


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no/such"):
        paths.resource("no/such")
