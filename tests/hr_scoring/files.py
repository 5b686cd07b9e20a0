"""Files made for the tests: PDF by reportlab, Word files by hand."""

import io
import zipfile
import zlib

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def pdf(draw, **options):
    """A PDF on A4 whose pages ``draw(canvas)`` drew."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=(595, 842), invariant=True, **options)
    page.setFont("Helvetica", 11)
    draw(page)
    page.save()
    return buffer.getvalue()


def raw_pdf(content, filters="/FlateDecode", data=None, pages=1):
    """A hand-written PDF; every page has the same content stream."""
    data = zlib.compress(content, 9) if data is None else data
    kids = " ".join(f"{10 + n} 0 R" for n in range(pages))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: f"<< /Length {len(data)} /Filter {filters} >>\nstream\n".encode() + data + b"\nendstream",
    }
    for n in range(pages):
        objects[10 + n] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    return _assemble(objects)


def _assemble(objects):
    out, offsets = io.BytesIO(), {}
    out.write(b"%PDF-1.5\n")
    for number, body in sorted(objects.items()):
        offsets[number] = out.tell()
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, offset in sorted(offsets.items()):
        out.write(b"%d 1\n%010d 00000 n \n" % (number, offset))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (max(offsets) + 1, start))
    return out.getvalue()


def docx(body, styles="", **parts):
    """A Word file; ``parts`` are further parts, ``header1='<w:p>…'``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {_W} {_MORE}><w:body>{body}</w:body></w:document>")
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {_W}>{styles}</w:styles>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:hdr {_W} {_MORE}>{content}</w:hdr>")
        archive.writestr("docProps/core.xml", "<x>METADATA expert score 100</x>")
    return buffer.getvalue()


def paragraph(text, properties="", style=""):
    """A Word paragraph with one run."""
    head = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{head}<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
