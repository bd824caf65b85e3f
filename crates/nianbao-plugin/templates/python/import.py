"""Reads the format `@FORMAT@`: lines of text, `# ` before headings, and tables as lines with tabs."""

import json
import sys


def blocks(lines):
    grid = None
    for number, line in enumerate(lines, 1):
        at = f"line {number}"
        if "\t" not in line:
            grid = None
            if line.startswith("# "):
                yield {"kind": "heading", "level": 1, "text": line[2:], "at": at}
            else:
                yield {"kind": "paragraph", "text": line, "at": at}
            continue
        if grid is None:
            grid = {"kind": "grid", "rows": 0, "columns": 0, "cells": []}
            yield grid
        for column, text in enumerate(line.split("\t")):
            grid["cells"].append({"row": grid["rows"], "column": column, "text": text, "at": at})
            grid["columns"] = max(grid["columns"], column + 1)
        grid["rows"] += 1


def answer(call):
    if call["type"] == "hello":
        return {"type": "hello", "plugin": "@NAME@", "version": "0.1.0"}
    if call.get("operation") != "import":
        return {"type": "error", "error": {"code": "unsupported", "message": "only imports are made"}}
    with open("in/0", "rb") as file:
        content = file.read()
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        chinese = call.get("language") == "zh"
        message = "文件不是 UTF-8 编码的文字" if chinese else "the file is no text in UTF-8"
        return {"type": "error", "error": {"code": "not_text", "message": message}}
    return {"type": "result", "document": {"schema": "nianbao-document/1", "blocks": list(blocks(lines))}}


for line in sys.stdin.buffer:
    call = json.loads(line)
    print(json.dumps({"nb": 1, "id": call["id"], **answer(call)}), flush=True)
