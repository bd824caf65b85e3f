//! The order in which WordprocessingML wants the children of those elements that docx-rs writes out of order.
//!
//! Taken from the transitional schema of ECMA-376, part 1. Elements that are not listed here have children in the
//! order in which the document was built.

/// The order of an element's children, or `None` where any order is right.
pub(super) fn child_order(element: &str) -> Option<&'static [&'static str]> {
    Some(match element {
        "w:pPr" => PARAGRAPH,
        "w:rPr" => RUN,
        "w:tblPr" => TABLE,
        "w:tcPr" => CELL,
        "w:sectPr" => SECTION,
        "w:style" => STYLE,
        "w:settings" => SETTINGS,
        _ => return None,
    })
}

const PARAGRAPH: &[&str] = &[
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:framePr",
    "w:widowControl",
    "w:numPr",
    "w:suppressLineNumbers",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:kinsoku",
    "w:wordWrap",
    "w:overflowPunct",
    "w:topLinePunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:outlineLvl",
    "w:rPr",
    "w:sectPr",
];

const RUN: &[&str] = &[
    "w:rStyle",
    "w:rFonts",
    "w:b",
    "w:bCs",
    "w:i",
    "w:iCs",
    "w:caps",
    "w:strike",
    "w:dstrike",
    "w:snapToGrid",
    "w:vanish",
    "w:color",
    "w:spacing",
    "w:w",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:highlight",
    "w:u",
    "w:bdr",
    "w:shd",
    "w:fitText",
    "w:vertAlign",
    "w:lang",
];

const TABLE: &[&str] = &[
    "w:tblStyle",
    "w:tblpPr",
    "w:tblW",
    "w:jc",
    "w:tblCellSpacing",
    "w:tblInd",
    "w:tblBorders",
    "w:shd",
    "w:tblLayout",
    "w:tblCellMar",
    "w:tblLook",
];

const CELL: &[&str] =
    &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:vAlign"];

const SECTION: &[&str] = &[
    "w:headerReference",
    "w:footerReference",
    "w:type",
    "w:pgSz",
    "w:pgMar",
    "w:pgNumType",
    "w:cols",
    "w:titlePg",
    "w:textDirection",
    "w:docGrid",
];

const STYLE: &[&str] = &[
    "w:name",
    "w:basedOn",
    "w:next",
    "w:link",
    "w:uiPriority",
    "w:semiHidden",
    "w:unhideWhenUsed",
    "w:qFormat",
    "w:pPr",
    "w:rPr",
    "w:tblPr",
    "w:tcPr",
];

const SETTINGS: &[&str] =
    &["w:zoom", "w:defaultTabStop", "w:evenAndOddHeaders", "w:characterSpacingControl", "w:compat", "w:docVars"];
