"""Word files: what wrappers hold stands in its sentence, and what Word does not show stays out."""

import pytest

from documents import document, only, word_xml
from index import Article, Problem
from index.readers.formats import docx

WHO = 'w:id="1" w:author="x" w:date="2025-01-01T00:00:00Z"'


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, result: str, inner: str = "") -> str:
    told = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>{inner}"
    return f"{mark('begin')}{told}{mark('separate')}{run(result)}{mark('end')}"


def box(text: str) -> str:
    inside = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def math(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


NOT = run("not lower ")
WRAPPERS = {
    "inserted": f"<w:ins {WHO}>{NOT}</w:ins>",
    "moved here": f"<w:moveTo {WHO}>{NOT}</w:moveTo>",
    "in place of other words": (
        f'<w:del {WHO}><w:r><w:delText xml:space="preserve">raise </w:delText></w:r></w:del>'
        f"<w:ins {WHO}>{NOT}</w:ins>"
    ),
    "control": f"<w:sdt><w:sdtPr/><w:sdtContent>{NOT}</w:sdtContent></w:sdt>",
    "smart tag": f'<w:smartTag w:element="x"><w:smartTag w:element="y">{NOT}</w:smartTag></w:smartTag>',
    "link": f'<w:hyperlink w:anchor="x">{NOT}</w:hyperlink>',
    "inserted link": f'<w:ins {WHO}><w:hyperlink w:anchor="x">{NOT}</w:hyperlink></w:ins>',
    "simple field": f'<w:fldSimple w:instr="REF x">{NOT}</w:fldSimple>',
    "field": field('HYPERLINK "https://ledger.example"', "not lower "),
    "field in an instruction": field("IF", "not lower ", field("REF y", "hidden choice ")),
    "direction": f'<w:dir w:val="ltr">{NOT}</w:dir>',
    "custom XML": f'<w:customXml w:element="x">{NOT}</w:customXml>',
    "comment": (
        f'<w:commentRangeStart w:id="3"/>{NOT}<w:commentRangeEnd w:id="3"/>'
        '<w:r><w:commentReference w:id="3"/></w:r>'
    ),
    "hidden words": run("surely ", "<w:vanish/>") + NOT,
    "hidden by style": run("surely ", '<w:rStyle w:val="Secret"/>') + NOT,
    "moved away": f"{NOT}<w:moveFrom {WHO}>{run('for now ')}</w:moveFrom>",
    "a choice without text": f"<w:r><mc:AlternateContent><mc:Choice/></mc:AlternateContent></w:r>{NOT}",
    "not hidden after all": run("not lower ", '<w:vanish w:val="0"/>'),
}
STYLES = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'


@pytest.mark.parametrize("wrapped", WRAPPERS.values(), ids=WRAPPERS)
def test_what_a_wrapper_holds_stands_in_its_sentence(wrapped: str) -> None:
    body = paragraph(run("The ferry line will "), wrapped, run("fares."))
    assert (
        only(docx.parse(document(word_xml(body, styles=STYLES)))).text
        == "The ferry line will not lower fares."
    )


QUOTIENT = f"<m:f><m:num>{math('a')}</m:num><m:den>{math('b')}</m:den></m:f>"
SHAPES = {
    "raised": (run("It owes 10") + run("6", '<w:vertAlign w:val="superscript"/>'), "It owes 10⁶"),
    "raised by hand": (run("4 km") + run("2", '<w:position w:val="8"/><w:sz w:val="14"/>'), "4 km²"),
    "lowered": (run("CO") + run("2", '<w:vertAlign w:val="subscript"/>'), "CO₂"),
    "breaks and hyphens": (
        run("One")
        + "<w:r><w:br/><w:t>two</w:t><w:tab/><w:t>well</w:t><w:noBreakHyphen/><w:t>known har</w:t>"
        + '<w:softHyphen/><w:t>bour</w:t><w:br w:type="page"/><w:t>end</w:t></w:r>',
        "One\ntwo well-known harbour end",
    ),
    "symbols": (
        run("at 5 ")
        + '<w:r><w:sym w:font="Symbol" w:char="F0B0"/><w:sym w:font="Arial" w:char="0043"/></w:r>',
        "at 5 °C",
    ),
    "gloss": (
        f"<w:r><w:ruby><w:rt>{run('Tokyo')}</w:rt><w:rubyBase>{run('東京')}</w:rubyBase></w:ruby></w:r>",
        "東京(Tokyo)",
    ),
    "formula": (
        f"<m:sSup><m:e>{math('x')}</m:e><m:sup>{math('2')}</m:sup></m:sSup>{math('+')}{QUOTIENT}",
        "x²+a/b",
    ),
}


@pytest.mark.parametrize(("runs", "text"), SHAPES.values(), ids=SHAPES)
def test_what_is_no_letter_has_its_form(runs: str, text: str) -> None:
    assert only(docx.parse(document(word_xml(paragraph(runs))))).text == text


def test_a_text_box_is_read_once_and_interrupts_nobody() -> None:
    body = paragraph(run("The line will "), box("A day ticket costs 42 crowns."), run("not lower fares."))
    article = only(docx.parse(document(word_xml(body + paragraph(run("It said so."))))))
    assert article.text == "The line will not lower fares.\nA day ticket costs 42 crowns.\nIt said so."


def test_notes_stand_at_the_end_and_their_marks_are_reported() -> None:
    body = paragraph(
        run("It was broke"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" by May, he said.")
    )
    note = paragraph("<w:r><w:footnoteRef/></w:r>", run(" The bank denied it."))
    notes = f'<w:footnote w:id="0"><w:p/></w:footnote><w:footnote w:id="2">{note}</w:footnote>'
    problem, article = docx.parse(document(word_xml(body, footnotes=notes)))
    assert isinstance(article, Article)
    assert article.text == "It was broke by May, he said.\nThe bank denied it."
    assert isinstance(problem, Problem)
    assert (problem.lost, problem.reason) == (
        False,
        "has 1 note marks, which are left out; the notes stand at the end",
    )


def test_blocks_in_controls_tables_and_deleted_marks() -> None:
    cell = "<w:tc><w:p/>{}</w:tc>".format
    rows = (
        f"<w:tr>{cell(paragraph(run('Tern')))}{cell(paragraph(run('1977')))}{cell(paragraph(run('1977')))}</w:tr>"
        f"<w:tr><w:trPr><w:del {WHO}/></w:trPr>{cell(paragraph(run('Gull')))}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell(paragraph(run('Left one.')) + paragraph(run('Left two.')))}"
        f"{cell(paragraph(run('Right.')))}</w:tr></w:sdtContent></w:sdt>"
    )
    body = (
        f"<w:sdt><w:sdtContent>{paragraph(run('In a control.'))}</w:sdtContent></w:sdt><w:tbl>{rows}</w:tbl>"
        f"<w:p><w:pPr><w:rPr><w:del {WHO}/></w:rPr></w:pPr>{run('It will ')}</w:p>"
        f"{paragraph(run('not sail.'))}"
    )
    article = only(docx.parse(document(word_xml(body))))
    assert article.text.split("\n") == [
        *("In a control.", "Tern | 1977 | 1977", "Left one.", "Left two.", "Right.", "It will not sail."),
    ]


def test_what_is_left_out_or_cannot_be_read_is_said() -> None:
    chart = '<w:r><w:drawing><c:chart xmlns:r="r" r:id="x"/></w:drawing></w:r>'
    sign = '<w:r><w:sym w:font="Webdings" w:char="F03A"/></w:r>'
    body = paragraph(run("Ferries dearer")) + paragraph(run("Fares rise."), chart, sign)
    made = word_xml(body, header=paragraph(run("Draft")), footer=paragraph(run("Page 1")))
    *problems, article = docx.parse(document(made))
    assert [problem.reason for problem in problems if isinstance(problem, Problem)] == [
        "has 1 charts whose text is not read",
        "has 1 signs of a picture font that stand for no character",
    ]
    assert isinstance(article, Article)
    assert [(article.extracted[s:e].strip(), why) for s, e, why in article.dropped] == [
        ("Draft", "page header"),
        ("Ferries dearer", "title"),
        ("Page 1", "page footer"),
    ]


def test_a_field_that_nothing_ends_takes_nothing_with_it() -> None:
    article = only(
        docx.parse(document(word_xml(paragraph(run("One."), mark("begin")) + paragraph(run("Two.")))))
    )
    assert article.text == "One.\nTwo."
