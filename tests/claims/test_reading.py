"""Reading uploads: what there is comes out, and what hurts readers hurts nobody."""

import io
import zipfile

import docx
import pytest

from claims.reading import MOST_BYTES, UnreadableFile, read_upload

SPEECH = "Crime fell by 5 per cent.\nNobody else agreed."


def word(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf(text: str) -> bytes:
    """The least that is a PDF: one page, with or without a line of text."""
    drawn = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode() if text else b""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n"
    for number, item in enumerate(objects, start=1):
        body += b"%d 0 obj%s endobj\n" % (number, item)
    return body + b"trailer<</Root 1 0 R>>\n%%EOF"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("speech.txt", SPEECH.encode()),
        ("SPEECH.TXT", b"\xef\xbb\xbf" + SPEECH.encode()),
        ("speech.md", SPEECH.encode("utf-16")),
        ("speech.docx", word(*SPEECH.split("\n"))),
    ],
)
def test_a_text_comes_out_as_it_was_written(name: str, body: bytes) -> None:
    assert read_upload(name, body) == SPEECH


def test_old_windows_files_keep_their_quotation_marks() -> None:
    assert read_upload("old.txt", "He said “no”.".encode("cp1252")) == "He said “no”."


def test_a_page_gives_its_article_and_not_its_menu() -> None:
    page = "<nav>Home</nav><article><h1>Crime</h1>" + "<p>Crime fell by 5 per cent.</p>" * 5
    text = read_upload("page.html", f"<html><body>{page}</article></body></html>".encode())
    assert "Crime fell by 5 per cent." in text
    assert "Home" not in text


def test_a_word_file_keeps_its_tables_in_place() -> None:
    assert "Year\tCrimes" in read_upload("t.docx", word("Before", table=[["Year", "Crimes"]]))


def test_a_pdf_gives_its_text_layer() -> None:
    assert "Crime fell" in read_upload("report.pdf", pdf("Crime fell by 5 per cent."))


def zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b" " * (200 * 1024 * 1024))
    return file.getvalue()


def entity_bomb() -> bytes:
    """Ten entities, each ten of the one before: a billion laughs in a Word file."""
    entities = "".join(
        f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10)
    )
    laughs = f'<!DOCTYPE d [<!ENTITY l0 "ha">{entities}]><d>&l9;</d>'
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("Hello"))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, laughs if name == "word/document.xml" else old.read(name))
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("setup.exe", b"MZ", "A file of this type cannot be read"),
        ("no-ending", b"text", "A file of this type cannot be read"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n ", "no text"),
        ("large.txt", b"x" * (MOST_BYTES + 1), "larger than 10 MB"),
        ("binary.txt", b"\xff\xfe\x00", "not text"),
        ("not-word.docx", b"PK\x03\x04 no", "no Word file"),
        ("other.docx", pdf("x"), "no Word file"),
        ("blank.docx", word(), "no text"),
        ("bomb.docx", zip_bomb(), "far too large"),
        ("laughs.docx", entity_bomb(), "damaged"),
        ("scan.pdf", pdf(""), "it is a scan"),
        ("damaged.pdf", b"%PDF-1.4 nothing", "damaged"),
        ("menu.html", b"<html><body></body></html>", "no article in this page"),
        ("nested.html", b"<nav>" * 30_000, "far more in it than an article"),
    ],
)
def test_a_file_without_text_says_why(name: str, body: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        read_upload(name, body)
