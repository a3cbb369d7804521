"""PDF and Word files that the tests make."""

from __future__ import annotations

from io import BytesIO

import docx
from pypdf import PdfReader, PdfWriter

STREAM = "BT /F1 12 Tf 72 720 Td (Gout) Tj 0 -20 Td (Rest the joint.) Tj ET"
OBJECTS = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
    "/Resources << /Font << /F1 5 0 R >> >> >>",
    f"<< /Length {len(STREAM)} >>\nstream\n{STREAM}\nendstream",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
)


def pdf(objects: tuple[str, ...] = OBJECTS) -> bytes:
    """A page of two lines, with its table of objects."""
    data, starts = b"%PDF-1.4\n", list[int]()
    for number, one in enumerate(objects, 1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n".encode()
    places = "".join(f"{start:010} 00000 n \n" for start in starts)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{places}"
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + (table + end).encode()


def rewritten(title: str = "", user: str = "", owner: str = "") -> bytes:
    """The same page with a title, or locked."""
    writer, file = PdfWriter(PdfReader(BytesIO(pdf()))), BytesIO()
    if title:
        writer.add_metadata({"/Title": title})
    if user or owner:
        writer.encrypt(user, owner, algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def word(title: str = "", *paragraphs: str, table: tuple[str, ...] = ()) -> bytes:
    """A Word file of these paragraphs, and a table of one row."""
    document, file = docx.Document(), BytesIO()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        cells = document.add_table(rows=1, cols=len(table)).rows[0].cells
        for cell, text in zip(cells, table, strict=True):
            cell.text = text
    document.save(file)
    return file.getvalue()
