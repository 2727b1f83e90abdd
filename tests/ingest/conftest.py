"""Workbooks written by hand, part by part, as no library would write them."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

# Styles: 0 General, 1 a date, 2 h:mm, 3 [h]:mm
_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm"/>'
    '</numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/>'
    '<xf numFmtId="164"/></cellXfs></styleSheet>'
)

Build = Callable[..., Path]


def parts(sheets: Mapping[str, str], *, prefix: str = "", date1904: bool = False) -> dict[str, str]:
    """Return the parts of a package whose sheets hold these rows of XML."""
    numbered = list(enumerate(sheets, start=1))
    names = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, n in numbered)
    targets = "".join(
        f'<Relationship Id="r{i}" Type="{RELATION}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i, _ in numbered
    )
    mark = f"{prefix}:" if prefix else ""
    space = f"xmlns:{prefix}" if prefix else "xmlns"
    made = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}">'
        f'<workbookPr date1904="{int(date1904)}"/><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{targets}'
        f'<Relationship Id="s" Type="{RELATION}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
    }
    for i, name in numbered:
        made[f"xl/worksheets/sheet{i}.xml"] = (
            f'<{mark}worksheet {space}="{MAIN}">{sheets[name]}</{mark}worksheet>'
        )
    return made


@pytest.fixture
def package(tmp_path: Path) -> Build:
    """Write a workbook of hand-made parts; further or changed parts by name."""

    def build(
        rows: str = "",
        *,
        name: str = "book.xlsx",
        sheets: Mapping[str, str] | None = None,
        extra: Mapping[str, str | bytes] | None = None,
        **options: object,
    ) -> Path:
        mark = f"{options['prefix']}:" if options.get("prefix") else ""
        body = sheets or {"Log": f"<{mark}sheetData>{rows}</{mark}sheetData>"}
        path = tmp_path / name
        made = {**parts(body, **options), **(extra or {})}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in made.items():
                archive.writestr(part, content)
        return path

    return build
