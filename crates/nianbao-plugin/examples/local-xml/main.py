"""Writes the figures of a report as the XML of an invented local platform."""

import json
import re
import sys
from xml.etree import ElementTree

FORBIDDEN_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(report):
    root = ElementTree.Element("report", year=str(report.get("year") or ""))
    ElementTree.SubElement(root, "organ").text = FORBIDDEN_IN_XML.sub("", report["organ"]["name"])
    for name, table in report["tables"].items():
        element = ElementTree.SubElement(root, "table", id=name, edition=table["edition"])
        for cell, value in table["cells"].items():
            text = "" if value is None else FORBIDDEN_IN_XML.sub("", str(value))
            ElementTree.SubElement(element, "cell", id=cell).text = text
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def answer(call):
    if call["type"] == "hello":
        return {"type": "hello", "plugin": "local-xml", "version": "0.1.0"}
    if call.get("operation") != "export":
        return {"type": "error", "error": {"code": "unsupported", "message": "only exports are made"}}
    with open("out/0", "wb") as file:
        file.write(export(call["report"]))
    return {"type": "result"}


for line in sys.stdin.buffer:
    # Figures stay text, so that none loses a digit.
    call = json.loads(line, parse_float=str)
    print(json.dumps({"nb": 1, "id": call["id"], **answer(call)}), flush=True)
