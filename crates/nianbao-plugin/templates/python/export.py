"""Writes the format `@FORMAT@`: the title, then headings and paragraphs, and tables as lines with tabs."""

import json
import sys


def export(document):
    yield document.get("title") or ""
    for block in document["blocks"]:
        if block["kind"] == "grid":
            rows = [[] for _ in range(block["rows"])]
            for cell in block["cells"]:
                rows[cell["row"]].append(cell.get("text", ""))
            yield from ("\t".join(row) for row in rows)
        else:
            yield "# " * (block["kind"] == "heading") + block["text"]


def answer(call):
    if call["type"] == "hello":
        return {"type": "hello", "plugin": "@NAME@", "version": "0.1.0"}
    if call.get("operation") != "export":
        return {"type": "error", "error": {"code": "unsupported", "message": "only exports are made"}}
    with open("out/0", "w", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in export(call["document"]))
    return {"type": "result"}


for line in sys.stdin.buffer:
    # Figures stay text, so that none loses a digit.
    call = json.loads(line, parse_float=str)
    print(json.dumps({"nb": 1, "id": call["id"], **answer(call)}), flush=True)
