"""Word files made by hand: a zip of the parts that are read, and whatever else a test wants in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_STYLES = {"Titel": "Title", "berschrift1": "heading 1", "Standard": "Normal", "Liste": "List Bullet"}


def docx(
    body: str,
    *,
    properties: Mapping[str, str] | None = None,
    parts: Mapping[str, bytes] | None = None,
    namespace: str = W,
    head: str = "",
) -> bytes:
    """Return a Word file with this XML inside ``w:body``; ``head`` goes before the document's element."""
    space = f'xmlns:w="{namespace}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document = f"<?xml version='1.0' encoding='UTF-8'?>{head}<w:document {space}><w:body>{body}</w:body></w:document>"
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in _STYLES.items()
    )
    files = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": document.encode(),
        "word/styles.xml": f"<w:styles {space}>{styles}</w:styles>".encode(),
        **({"docProps/core.xml": _core(properties).encode()} if properties else {}),
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraph(*runs: str, style: str = "") -> str:
    """Return a paragraph of XML runs or plain words."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(item if item.startswith('<') else run(item) for item in runs)}</w:p>"


def run(words: str, properties: str = "") -> str:
    """Return a run of words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _core(properties: Mapping[str, str]) -> str:
    spaces = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    )
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in properties.items())
    return f"<cp:coreProperties {spaces}>{inner}</cp:coreProperties>"
