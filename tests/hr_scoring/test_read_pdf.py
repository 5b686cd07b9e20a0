"""PDF: what a person sees counts, what is hidden is reported (PUB-8, ENG-5)."""

import io
import time

import pytest
from files import pdf, raw_pdf
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, StreamObject, TextStringObject
from reportlab.lib.colors import CMYKColorSep, Color

from hr_scoring import read

SECRET = "expert in everything"


def line(page, text="Led a team of five", x=50, y=700):
    page.drawString(x, y, text)


def hide_white(page):
    page.setFillColorRGB(1, 1, 1)
    line(page, SECRET, y=600)


def hide_pale(page):
    page.setFillColorRGB(0.97, 0.97, 0.95)
    line(page, SECRET, y=600)


def hide_cmyk(page):
    page.setFillColorCMYK(0, 0, 0, 0)
    line(page, SECRET, y=600)


def hide_tiny(page):
    page.setFont("Helvetica", 1)
    line(page, SECRET, y=600)


def hide_scaled(page):
    page.scale(0.1, 0.1)
    line(page, SECRET, x=500, y=6000)


def hide_mode(page):
    text = page.beginText(50, 600)
    text.setTextRenderMode(3)
    text.textOut(SECRET)
    page.drawText(text)


def hide_off_page(page):
    line(page, SECRET, x=700, y=600)


def hide_below_page(page):
    line(page, SECRET, y=-50)


def hide_alpha(page):
    page.setFillAlpha(0.01)
    line(page, SECRET, y=600)


def hide_covered(page):
    line(page, SECRET, y=600)
    page.setFillColorRGB(1, 1, 1)
    page.rect(40, 590, 400, 30, fill=1, stroke=0)


def hide_clipped(page):
    path = page.beginPath()
    path.rect(0, 0, 10, 10)
    page.clipPath(path, stroke=0)
    line(page, SECRET, y=600)


def hide_black_on_black(page):
    page.rect(40, 590, 400, 30, fill=1)
    line(page, SECRET, y=600)


def hide_mostly_covered(page):
    line(page, SECRET, y=600)
    page.setFillColorRGB(1, 1, 1)
    page.rect(75, 590, 400, 30, fill=1, stroke=0)


def hide_covered_by_two(page):
    line(page, SECRET, y=600)
    page.setFillColorRGB(1, 1, 1)
    page.rect(40, 590, 50, 30, fill=1, stroke=0)
    page.rect(90, 590, 400, 30, fill=1, stroke=0)


def hide_no_ink(page):
    page.setFillColor(CMYKColorSep(0, 0, 0, 0, spotName="Paper"))
    line(page, SECRET, y=600)


def hide_black_on_a_black_gradient(page):
    page.saveState()
    path = page.beginPath()
    path.rect(40, 590, 400, 30)
    page.clipPath(path, stroke=0, fill=0)
    page.linearGradient(40, 0, 440, 0, [Color(0, 0, 0), Color(0.02, 0, 0)])
    page.restoreState()
    line(page, SECRET, y=600)


def layered(*ids):
    """A PDF of two layers with a line each, of which those with these numbers are switched off."""
    content = b"/OC /Seen BDC BT /F1 12 Tf 50 700 Td (Led a team) Tj ET EMC /OC /Other BDC BT /F1 12 Tf 50 600 Td (expert) Tj ET EMC"
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw_pdf(content))))
    layers = [
        writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject(name)}))
        for name in ("seen", "other")
    ]
    off = DictionaryObject({NameObject("/OFF"): ArrayObject([layers[number] for number in ids])})
    properties = DictionaryObject({NameObject("/OCGs"): ArrayObject(layers), NameObject("/D"): off})
    writer.root_object[NameObject("/OCProperties")] = properties
    names = DictionaryObject({NameObject("/Seen"): layers[0], NameObject("/Other"): layers[1]})
    writer.pages[0]["/Resources"][NameObject("/Properties")] = names
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(("off", "text", "hidden"), [((), "Led a team\n\nexpert", ()), ((1,), "Led a team", ("expert",))])
def test_eng5_layers_that_are_switched_off_are_not_read(off, text, hidden):
    document = read.read_bytes(layered(*off), "cv.pdf")
    assert (document.text, document.hidden_text) == (text, hidden)


HIDING = [value for name, value in sorted(globals().items()) if name.startswith("hide_")]


@pytest.mark.parametrize("hide", HIDING)
def test_eng5_hidden_text_is_reported_and_not_read(hide):
    def draw(page):
        line(page)
        hide(page)

    document = read.read_bytes(pdf(draw), "cv.pdf")
    assert document.text == "Led a team of five"
    assert SECRET in " ".join(document.hidden_text)
    assert [finding.code for finding in document.findings] == ["hidden_text"]


@pytest.mark.parametrize("ink", [CMYKColorSep(0, 0, 0, 1, spotName="Black"), CMYKColorSep(1, 0.5, 0, 0.2, spotName="Blue")])
def test_a_full_ink_is_dark(ink):
    def draw(page):
        page.setFillColor(ink)
        line(page)

    assert read.read_bytes(pdf(draw), "cv.pdf").text == "Led a team of five"


def test_white_on_a_dark_gradient_is_seen_and_black_beside_it():
    def draw(page):
        page.linearGradient(0, 842, 0, 742, [Color(0, 0, 0.4), Color(0, 0, 0.2)], extend=False)
        page.setFillColorRGB(1, 1, 1)
        line(page, "Zhang San", y=800)
        page.setFillColorRGB(0, 0, 0)
        line(page)

    document = read.read_bytes(pdf(draw), "cv.pdf")
    assert document.text.split("\n") == ["Zhang San", "", "Led a team of five"] and not document.findings


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turned_text_is_read_from_its_beginning(degrees):
    def draw(page):
        page.translate(300, 400)
        page.rotate(degrees)
        for row, words in enumerate(["Led a team of five", "Met the goal early"]):
            x = 0
            for word in words.split():
                page.drawString(x, -20 * row, word)
                x += page.stringWidth(word + " ", "Helvetica", 11)

    assert read.read_bytes(pdf(draw), "cv.pdf").text == "Led a team of five\nMet the goal early"


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman", "Courier", "Helvetica-Bold", "Times-Bold"])
def test_words_that_are_placed_one_by_one_stay_apart(font):
    def draw(page):
        page.setFont(font, 11)
        x = 50
        for word in "The will of five Illinois offices".split():
            line(page, word, x=x)
            x += page.stringWidth(word + " ", font, 11)

    assert read.read_bytes(pdf(draw), "cv.pdf").text == "The will of five Illinois offices"


def rewritten(data, change):
    """A PDF in which ``change(page)`` changed the first page."""
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(data))), io.BytesIO()
    change(writer.pages[0])
    writer.write(out)
    return out.getvalue()


def test_radicals_of_browsers_are_read_as_ideographs():
    def show_radicals(page):
        shown = StreamObject()
        shown.set_data(b"1 beginbfrange <41> <45> [<2F64> <2F3E> <589E> <2ED3> <4E00>] endbfrange")
        page["/Resources"]["/Font"]["/F1"].get_object()[NameObject("/ToUnicode")] = shown

    data = rewritten(raw_pdf(b"BT /F1 12 Tf 50 700 Td (ABCDE) Tj ET"), show_radicals)
    assert read.read_bytes(data, "cv.pdf").text == "用户增长一"


def test_eng5_a_group_is_as_transparent_as_the_page_lays_it_on():
    def draw(page):
        page.beginForm("faint")
        page.setFillAlpha(0.99)
        line(page, SECRET, y=600)
        page.rect(40, 690, 400, 30, fill=1, stroke=0)  # hardly a shadow on what is seen
        page.endForm()
        line(page)
        page.setFillAlpha(0.02)
        page.doForm("faint")

    def group(page):
        for form in page["/Resources"]["/XObject"].values():
            opaque = DictionaryObject(
                {name: DictionaryObject({NameObject("/ca"): NumberObject(1)}) for name in page["/Resources"]["/ExtGState"]}
            )
            form["/Resources"][NameObject("/ExtGState")] = opaque
            form.get_object()[NameObject("/Group")] = DictionaryObject({NameObject("/S"): NameObject("/Transparency")})

    document = read.read_bytes(rewritten(pdf(draw), group), "cv.pdf")
    assert (document.text, document.hidden_text) == ("Led a team of five", (SECRET,))


def test_what_is_hidden_is_told_as_words():
    def draw(page):
        line(page)
        page.setFillColorRGB(1, 1, 1)
        x = 50
        for letter in SECRET:
            line(page, letter, x=x, y=600)
            x += page.stringWidth(letter, "Helvetica", 11)

    assert read.read_bytes(pdf(draw), "cv.pdf").hidden_text == (SECRET,)


def filled_form(flags=""):
    def draw(page):
        line(page, "Name:")
        page.acroForm.textfield(value="Zhang San", x=150, y=690, width=200, height=20, annotationFlags=flags or "print")

    return read.read_bytes(pdf(draw), "cv.pdf")


def test_what_was_filled_in_a_form_is_read_and_a_hidden_field_is_not():
    assert filled_form().text == "Name:\tZhang San"
    assert filled_form("hidden").text == filled_form("noview").text == "Name:"


def noted(change):
    """A filled field after ``change(annotation)``."""

    def draw(page):
        line(page, "Name:")
        page.acroForm.textfield(value="Zhang San", x=150, y=690, width=200, height=20)

    return rewritten(pdf(draw), lambda page: change(page["/Annots"][0].get_object()))


@pytest.mark.parametrize(("kind", "seen"), [("/FreeText", True), ("/Stamp", True), ("/Popup", False), ("/Link", False)])
def test_what_is_written_on_a_page_is_read(kind, seen):
    document = read.read_bytes(noted(lambda note: note.update({NameObject("/Subtype"): NameObject(kind)})), "cv.pdf")
    assert ("Zhang San" in document.text) == seen


@pytest.mark.parametrize(("state", "seen"), [("/On", True), ("/Off", False), ("/Other", False)])
def test_a_button_shows_the_drawing_of_its_state(state, seen):
    def in_states(note):
        drawing = note["/AP"].raw_get("/N")
        note["/AP"][NameObject("/N")] = DictionaryObject({NameObject("/On"): drawing, NameObject("/Off"): DictionaryObject()})
        note[NameObject("/AS")] = NameObject(state)

    assert ("Zhang San" in read.read_bytes(noted(in_states), "cv.pdf").text) == seen


def test_a_drawing_is_put_in_its_rectangle_wherever_its_own_box_begins():
    def moved(note):
        drawing = note["/AP"]["/N"]
        drawing[NameObject("/Matrix")] = ArrayObject([FloatObject(value) for value in (1, 0, 0, 1, 500, 900)])

    assert read.read_bytes(noted(moved), "cv.pdf").text == "Name:\tZhang San"


@pytest.mark.parametrize(("shade", "colour", "seen"), [(0.0, 1, True), (0.0, 0, False), (1.0, 1, False), (1.0, 0, True)])
def test_an_area_filled_with_a_gradient_has_its_colour(shade, colour, seen):
    def add_pattern(page):
        numbers = ArrayObject([FloatObject(shade)] * 3)
        function = DictionaryObject({NameObject("/FunctionType"): NumberObject(2), NameObject("/C0"): numbers, NameObject("/C1"): numbers})
        shading = DictionaryObject({NameObject("/ColorSpace"): NameObject("/DeviceRGB"), NameObject("/Function"): function})
        pattern = DictionaryObject({NameObject("/PatternType"): NumberObject(2), NameObject("/Shading"): shading})
        page["/Resources"][NameObject("/Pattern")] = DictionaryObject({NameObject("/P1"): pattern})

    content = b"/Pattern cs /P1 scn 40 590 400 30 re f %d g BT /F1 12 Tf 50 600 Td (expert) Tj ET 0 g BT /F1 12 Tf 50 700 Td (Led) Tj ET"
    document = read.read_bytes(rewritten(raw_pdf(content % colour), add_pattern), "cv.pdf")
    assert ("expert" in document.text) == seen


@pytest.mark.parametrize("spoilt", ["/Rect", "/AP"])
def test_a_malformed_field_costs_nothing_else(spoilt):
    data = noted(lambda note: note.update({NameObject(spoilt): TextStringObject("x")}))
    assert read.read_bytes(data, "cv.pdf").text == "Name:"


def test_lines_before_the_first_of_a_pdf_are_skipped():
    document = read.read_bytes(b"Content-Type: application/pdf\r\n\r\n" + pdf(line), "cv.pdf")
    assert document.text == "Led a team of five"


def test_white_on_a_dark_bar_is_seen():
    def draw(page):
        page.setFillColorRGB(0.1, 0.1, 0.4)
        page.rect(0, 680, 595, 60, fill=1)
        page.setFillColorRGB(1, 1, 1)
        line(page)

    document = read.read_bytes(pdf(draw), "cv.pdf")
    assert (document.text, document.findings) == ("Led a team of five", ())


def test_white_words_between_black_ones_are_cut_out():
    content = b"BT /F1 12 Tf 50 700 Td (Managed ) Tj 1 1 1 rg (nothing, expert ) Tj 0 g (budgets) Tj ET"
    document = read.read_bytes(raw_pdf(content), "cv.pdf")
    assert document.text == "Managed\tbudgets"
    assert "nothing, expert" in document.hidden_text[0]


def test_chinese():
    def draw(page):
        page.setFont("STSong-Light", 12)
        line(page, "我带领5人团队完成项目（2019年）")

    assert read.read_bytes(pdf(draw), "cv.pdf").text == "我带领5人团队完成项目（2019年）"


def test_dates_on_the_right_stay_in_their_row():
    def draw(page):
        for row in range(6):
            line(page, f"Company {row}", y=700 - 15 * row)
            page.drawRightString(540, 700 - 15 * row, f"201{row}")

    assert read.read_bytes(pdf(draw), "cv.pdf").text.splitlines()[1] == "Company 1\t2011"


def test_columns_are_read_one_after_the_other():
    def draw(page):
        for row in range(5):
            line(page, f"left {row}", y=700 - 15 * row)
        for row in range(5):
            line(page, f"right {row}", x=320, y=703 - 15 * row)

    lines = [line for line in read.read_bytes(pdf(draw), "cv.pdf").text.splitlines() if line]
    assert lines == [f"left {row}" for row in range(5)] + [f"right {row}" for row in range(5)]


def test_metadata_is_no_text():
    def draw(page):
        page.setTitle("Expert score 100")
        page.setKeywords("leadership")
        line(page)

    assert read.read_bytes(pdf(draw), "cv.pdf").text == "Led a team of five"


def test_forms_are_read():
    def draw(page):
        page.beginForm("box")
        line(page)
        page.endForm()
        page.doForm("box")

    assert read.read_bytes(pdf(draw), "cv.pdf").text == "Led a team of five"


def test_pages_are_counted_and_separated():
    def draw(page):
        line(page, "one")
        page.showPage()
        line(page, "two")

    document = read.read_bytes(pdf(draw), "cv.pdf")
    assert (document.text, document.pages, document.media_type) == ("one\n\ntwo", 2, "application/pdf")


def test_encrypted():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(line))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(read.EncryptedFile, match="password"):
        read.read_bytes(out.getvalue(), "cv.pdf")


def test_owner_password_alone_opens():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(line))))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert read.read_bytes(out.getvalue(), "cv.pdf").text == "Led a team of five"


@pytest.mark.parametrize("cut", [30, 200, 600])
def test_broken(cut):
    with pytest.raises((read.BrokenFile, read.NoText)):
        read.read_bytes(pdf(line)[:cut], "cv.pdf")


def test_drawing_only_is_no_text():
    with pytest.raises(read.NoText, match="scan"):
        read.read_bytes(pdf(lambda page: page.rect(0, 0, 100, 100)), "cv.pdf")


def test_all_hidden_is_no_text_and_says_so():
    with pytest.raises(read.NoText, match="invisible"):
        read.read_bytes(pdf(hide_white), "cv.pdf")


def test_pub8_a_thousand_pages_are_refused_quickly():
    data = raw_pdf(b"BT /F1 12 Tf (x) Tj ET", pages=1000)
    start = time.monotonic()
    with pytest.raises(read.FileTooLarge, match="pages"):
        read.read_bytes(data, "cv.pdf")
    assert time.monotonic() - start < 5


def test_pub8_a_stream_that_expands_is_refused():
    bomb = raw_pdf(b"BT /F1 12 Tf (x) Tj ET " + b" " * 60_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(read.FileTooLarge):
        read.read_bytes(bomb, "cv.pdf")


def test_work_is_bounded():
    limits = read.Limits(work=100)
    with pytest.raises(read.FileTooLarge, match="complex"):
        read.read_bytes(raw_pdf(b"q Q " * 200), "cv.pdf", limits)


def test_the_callers_clock_is_asked():
    with pytest.raises(read.FileTooLarge, match="too long"):
        read.read_bytes(pdf(line), "cv.pdf", overdue=lambda: True)
