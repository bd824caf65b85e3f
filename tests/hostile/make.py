#!/usr/bin/env python3
"""Makes the hostile workbooks of this folder, the same bytes each time (README.md says what each is for).

Needs xlwt, openpyxl and msoffcrypto-tool from PyPI:  python3 make.py
encrypted.xlsx carries random salts, so it is made only where it is missing; encrypted.xls and encrypted.ods were saved by
LibreOffice 7.4 with the password "secret" from unrelated.xlsx.
"""

import io
import pathlib
import struct
import zipfile

import msoffcrypto.format.ooxml
import openpyxl
import xlwt

HERE = pathlib.Path(__file__).parent
PRICES = [("名称", "单价", "数量"), ("复印纸", 24.5, 100), ("墨盒", 318, 6), ("文件夹", 3.2, 250)]


def write(name, data):
    (HERE / name).write_bytes(data)
    print(f"{len(data):8} {name}")


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    """A zip of (name, bytes or iterable of bytes) with one fixed date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=9) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = method
            with archive.open(info, "w", force_zip64=False) as member:
                for piece in [content] if isinstance(content, bytes) else content:
                    member.write(piece)
    return out.getvalue()


def xls(fill):
    book = xlwt.Workbook(encoding="utf-8")
    fill(book.add_sheet("Sheet1"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(fill):
    book = openpyxl.Workbook()
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    # openpyxl puts the time of day into the properties, which no reader of ours needs.
    with zipfile.ZipFile(out) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    core = b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    return zipped([(name, core if name == "docProps/core.xml" else content) for name, content in parts])


def prices(sheet):
    for row, cells in enumerate(PRICES):
        for column, value in enumerate(cells):
            if hasattr(sheet, "write"):
                sheet.write(row, column, value)
            else:
                sheet.cell(row + 1, column + 1, value)


def corners(sheet):
    sheet.write(0, 0, 1)
    sheet.write(65535, 255, 2)


def repeated(sheet):
    for row in range(1000):
        sheet.write(row, 0, "a" * 8000)


def ods(rows):
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="Sheet1">'
    )
    tail = "</table:table></office:spreadsheet></office:body></office:document-content>"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    mime = zipped([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")], zipfile.ZIP_STORED)
    out = io.BytesIO(mime)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in [("content.xml", head + rows + tail), ("META-INF/manifest.xml", manifest)]:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def cell(value, attributes=""):
    return f'<table:table-cell {attributes} office:value-type="float" office:value="{value}"/>'


def text_cell(text, attributes=""):
    return f'<table:table-cell {attributes} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def rows(count, cells):
    return f'<table:table-row table:number-rows-repeated="{count}">{cells}</table:table-row>'


def minimal_xlsx(sheet, shared=None, sheets=1):
    """The least parts of an .xlsx workbook, of whose sheets only the first has its part."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        "</Types>"
    )
    relation = '<Relationship Id="rId{}" Type="' + office + '/{}" Target="{}"/>'
    wrap = '<Relationships xmlns="' + package + '">{}</Relationships>'
    numbers = range(1, sheets + 1)
    names = "".join(f'<sheet name="Sheet{number}" sheetId="{number}" r:id="rId{number}"/>' for number in numbers)
    links = "".join(relation.format(number, "worksheet", f"worksheets/sheet{number}.xml") for number in numbers)
    parts = [
        ("[Content_Types].xml", types.encode()),
        ("_rels/.rels", wrap.format(relation.format(1, "officeDocument", "xl/workbook.xml")).encode()),
        (
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{names}</sheets></workbook>'.encode(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            wrap.format(links + relation.format(sheets + 1, "sharedStrings", "sharedStrings.xml")).encode(),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ]
    return zipped(parts + ([("xl/sharedStrings.xml", shared)] if shared else []))


def worksheet(content):
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head, tail = b'<worksheet xmlns="' + main + b'">', b"</worksheet>"
    if isinstance(content, bytes):
        return head + content + tail
    return [head, *content, tail]


def shared_member(count, sheet):
    """A workbook of many sheets that all lie at one place of the zip, so that each unpacks to the same bytes."""
    data = minimal_xlsx(sheet, sheets=count)
    directory = data.find(b"PK\x01\x02")
    entries, end = data[directory : data.find(b"PK\x05\x06")], data.find(b"PK\x05\x06")
    name = b"xl/worksheets/sheet1.xml"
    at = entries.find(name) - 46
    entry = entries[at : at + 46 + len(name)]
    more = b""
    for number in range(2, count + 1):
        other = b"xl/worksheets/sheet%d.xml" % number
        more += entry[:28] + struct.pack("<H", len(other)) + entry[30:46] + other
    total = struct.unpack_from("<H", data, end + 10)[0] + count - 1
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, total, total, len(entries) + len(more), directory, 0)
    return data[:directory] + entries + more + tail


def lying(data, size):
    """Rewrites what a zip's directory declares as the unpacked sizes of its sheets."""
    data = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        name_len = struct.unpack_from("<H", data, at + 28)[0]
        if data[at + 46 : at + 46 + name_len].startswith(b"xl/worksheets/"):
            struct.pack_into("<I", data, at + 24, size)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def records(stream):
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, size
        at += 4 + size


def obfuscated_xls():
    """A workbook stream in which the XOR FILEPASS record stands where Excel puts it; the rest is no use without a password."""
    data = bytearray(xls(prices))
    at = data.find(struct.pack("<HHH", 0x0809, 16, 0x0600))
    # The record after BOF gives way to FILEPASS of its length or more.
    for offset, kind, size in records(bytes(data[at:])):
        if kind != 0x0809 and size >= 6:
            struct.pack_into("<HHHHH", data, at + offset, 0x002F, size, 0, 0x1234, 0x5678)
            break
    return bytes(data)


def patched(data, kind, change):
    """Changes the data of every BIFF record of a kind."""
    data = bytearray(data)
    start = data.find(struct.pack("<HHH", 0x0809, 16, 0x0600))
    for offset, found, size in records(bytes(data[start:])):
        if found == kind:
            at = start + offset + 4
            data[at : at + size] = change(bytes(data[at : at + size]))
        if found == size == 0:
            break
    return bytes(data)


def main():
    write("big_extent.xls", xls(corners))
    write("repeated_string.xls", xls(repeated))
    write("lying_dimensions.xls", patched(xls(prices), 0x0200, lambda old: struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 256, 0)))
    ring = bytearray(xls(prices))
    # The directory's first sector is made to follow itself in the allocation table.
    fat, directory = struct.unpack_from("<I", ring, 76)[0], struct.unpack_from("<I", ring, 48)[0]
    struct.pack_into("<I", ring, 512 + fat * 512 + directory * 4, directory)
    write("ring.xls", bytes(ring))

    last = f'<table:table-cell table:number-columns-repeated="16383"/>{cell(2)}'
    write("big_extent.ods", ods(rows(1, cell(1)) + rows(1048574, "<table:table-cell/>") + rows(1, last)))
    write("repeated_number.ods", ods(rows(1048576, cell(1, 'table:number-columns-repeated="16384"'))))
    write("repeated_string.ods", ods(rows(5000, text_cell("政" * 30000, 'table:number-columns-repeated="20"'))))
    write("repeated_spaces.ods", ods(rows(1, text_cell('<text:s text:c="999999999"/>' * 50000))))

    write("far_cell.xlsx", minimal_xlsx(worksheet(b'<sheetData><row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>')))
    write("whitespace_bomb.xlsx", minimal_xlsx(worksheet([b" " * (1 << 20)] * 44 + [b"<sheetData/>"])))
    bomb = shared_member(40, worksheet([b" " * (1 << 20)] * 8 + [b"<sheetData/>"]))
    write("zip_bomb.xlsx", bomb)
    write("lying_zip_bomb.xlsx", lying(bomb, 4096))
    strings = b'<sst uniqueCount="99999999999"><si><t>a</t></si></sst>'
    one = worksheet(b'<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>')
    write("lying_string_count.xlsx", minimal_xlsx(one, strings))
    shared = worksheet(b'<sheetData><row r="1"><c r="A1"><f t="shared" si="99999999999" ref="A1:A2">1</f><v>1</v></c></row></sheetData>')
    write("far_shared_formula.xlsx", minimal_xlsx(shared))
    merged = worksheet(
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
        b'<mergeCells><mergeCell ref="A1:XFD1048575"/></mergeCells>'
    )
    write("far_merge.xlsx", minimal_xlsx(merged))

    sound_xls, sound_xlsx = xls(prices), xlsx(prices)
    write("truncated.xls", sound_xls[: len(sound_xls) * 2 // 3])
    write("truncated.xlsx", sound_xlsx[: len(sound_xlsx) * 2 // 3])
    write("unrelated.xlsx", sound_xlsx)
    write("xlsx_named.xls", sound_xlsx)
    write("xls_named.xlsx", sound_xls)
    write("text_named.xls", "项目\t本年\r\n行政许可\t200\r\n".encode("gb18030"))
    write("html_named.xls", "<html><head><meta charset='utf-8'></head><body><table><tr><td>行政许可</td><td>200</td></tr></table></body></html>\n".encode())
    write("empty.xls", b"")
    write("obfuscated.xls", obfuscated_xls())
    if not (HERE / "encrypted.xlsx").exists():
        out = io.BytesIO()
        msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(sound_xlsx)).encrypt("secret", out)
        write("encrypted.xlsx", out.getvalue())


if __name__ == "__main__":
    main()
