"""DOCX, HTML and plain text."""

import io
import zipfile

import pytest
from files import docx, paragraph, pdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hr_scoring import read

SECRET = "expert in everything"
SOLID = "<w14:textFill><w14:solidFill><w14:srgbClr w14:val={}</w14:solidFill></w14:textFill>"


class TestDocx:
    def read(self, body, **parts):
        return read.read_bytes(docx(body, **parts), "cv.docx")

    @pytest.mark.parametrize(
        "properties",
        [
            "<w:vanish/>",
            '<w:color w:val="FFFFFF"/>',
            '<w:color w:val="FDFDFD"/>',
            '<w:color w:themeColor="background1"/>',
            '<w:sz w:val="2"/>',
            '<w:w w:val="1"/>',
            '<w:shd w:val="clear" w:fill="000000"/><w:color w:val="000000"/>',
            "<w14:textFill><w14:noFill/></w14:textFill>",
            SOLID.format('"FFFFFF"/>'),
            SOLID.format('"000000"><w14:alpha w14:val="100000"/></w14:srgbClr>'),
        ],
    )
    def test_eng5_hidden_runs(self, properties):
        document = self.read(paragraph("Led a team") + paragraph(SECRET, properties))
        assert document.text == "Led a team"
        assert document.hidden_text == (SECRET,)
        assert document.findings[0].code == "hidden_text"

    def test_white_on_dark_shading_is_seen(self):
        properties = '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>'
        assert self.read(paragraph("Name", properties)).findings == ()

    def test_white_in_a_dark_cell_is_seen(self):
        name = paragraph("Name", '<w:color w:val="FFFFFF"/>')
        cell = f'<w:tc><w:tcPr><w:shd w:fill="222222"/></w:tcPr>{name}</w:tc>'
        assert self.read(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>").text == "Name"

    def test_styles_hide_and_runs_unhide(self):
        styles = (
            '<w:style w:styleId="Ghost" w:type="paragraph"><w:rPr><w:vanish/></w:rPr></w:style>'
            '<w:style w:styleId="Child" w:type="paragraph"><w:basedOn w:val="Ghost"/></w:style>'
        )
        body = paragraph(SECRET, style="Child") + paragraph("seen", '<w:vanish w:val="0"/>', style="Child")
        document = self.read(body, styles=styles)
        assert (document.text, document.hidden_text) == ("seen", (SECRET,))

    def test_styles_that_inherit_from_themselves(self):
        styles = '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
        assert self.read(paragraph("seen", style="Loop"), styles=styles).text == "seen"

    def test_tables_row_by_row(self):
        row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
        table = "".join(row.format(paragraph(a), paragraph(b)) for a, b in [("2019", "Acme"), ("2021", "Beta")])
        assert self.read(f"<w:tbl>{table}</w:tbl>").text == "2019\tAcme\n2021\tBeta"

    def test_eng5_hidden_rows(self):
        shown = paragraph(SECRET, '<w:vanish w:val="0"/>')
        row = f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{shown}</w:tc></w:tr>"
        document = self.read(f"<w:tbl>{row}<w:tr><w:tc>{paragraph('seen')}</w:tc></w:tr></w:tbl>")
        assert (document.text, document.hidden_text) == ("seen", (SECRET,))

    @pytest.mark.parametrize("name", ["word/document.xml", "word/document2.xml"])
    def test_strict_and_numbered_documents(self, name):
        with zipfile.ZipFile(io.BytesIO(docx(paragraph("Led a team")))) as archive:
            body = archive.read("word/document.xml").decode()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
            archive.writestr(name, body.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict))
        assert read.read_bytes(buffer.getvalue(), "cv.docx").text == "Led a team"

    @pytest.mark.parametrize("kind", ["shape", "rect", "roundrect"])
    @pytest.mark.parametrize("style", ["margin-left:-9000pt", "top:200in", "visibility:hidden"])
    def test_eng5_old_boxes_off_the_page(self, style, kind):
        shape = '<v:{} xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;{}"><w:txbxContent>{}</w:txbxContent></v:{}>'
        boxes = [
            shape.format(kind, style, paragraph(SECRET), kind),
            shape.format("rect", "margin-left:9pt", paragraph("box"), "rect"),
        ]
        document = self.read("".join(f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>" for box in boxes))
        assert (document.text, document.hidden_text) == ("box", (SECRET,))

    def test_text_boxes_once(self):
        box = f"<w:txbxContent>{paragraph('in a box')}</w:txbxContent>"
        both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        assert self.read(f"<w:p><w:r>{both}</w:r></w:p>").text == "in a box"

    @pytest.mark.parametrize(
        "place",
        [
            '<wp:positionH><wp:posOffset>-99000000</wp:posOffset></wp:positionH><wp:extent cx="990000" cy="990000"/>',
            '<wp:extent cx="100" cy="100"/>',
            '<wp:docPr id="1" name="box" hidden="1"/>',
        ],
    )
    def test_eng5_text_boxes_off_the_page(self, place):
        box = f"<wp:anchor>{place}<w:txbxContent>{paragraph(SECRET)}</w:txbxContent></wp:anchor>"
        document = self.read(paragraph("seen") + f"<w:p><w:r>{box}</w:r></w:p>")
        assert (document.text, document.hidden_text) == ("seen", (SECRET,))

    def test_a_place_that_is_no_number_costs_nothing(self):
        place = "<wp:positionH><wp:posOffset>12.5</wp:posOffset></wp:positionH>"
        box = f"<w:txbxContent>{paragraph('box')}</w:txbxContent>"
        assert self.read(f"<w:p><w:r><wp:anchor>{place}{box}</wp:anchor></w:r></w:p>").text == "box"

    def test_headers_and_footers_once(self):
        document = self.read(paragraph("body"), header1=paragraph("Zhang San"), header2=paragraph("Zhang San"), footer1=paragraph("page"))
        assert document.text == "Zhang San\nbody\npage"

    def test_lists_get_a_bullet(self):
        body = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Led</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>teams</w:t></w:r></w:p>"
        assert self.read(body).text == "• Led\ttwo\nteams"

    def test_deleted_text_is_hidden_and_inserted_seen(self):
        body = "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
        document = self.read(body)
        assert (document.text, document.hidden_text) == ("new", ("old",))

    def test_metadata_is_no_text(self):
        assert "METADATA" not in self.read(paragraph("body")).text

    def test_entities_are_not_expanded(self):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>')
        with pytest.raises(read.BrokenFile):
            read.read_bytes(buffer.getvalue(), "cv.docx")

    def test_many_parts_are_refused(self):
        buffer = io.BytesIO(docx(paragraph("x")))
        with zipfile.ZipFile(buffer, "a") as archive:
            for number in range(50):
                archive.writestr(f"word/media/{number}", "x")
        with pytest.raises(read.FileTooLarge, match="parts"):
            read.read_bytes(buffer.getvalue(), "cv.docx", read.Limits(entries=20))

    def test_damaged(self):
        with pytest.raises(read.BrokenFile):
            read.read_bytes(docx(paragraph("x"))[:200], "cv.docx")
        with pytest.raises(read.BrokenFile):
            self.read("<w:p>")


class TestHtml:
    def read(self, body, head=""):
        return read.read_bytes(f"<html><head>{head}</head><body><p>Led a team</p>{body}</body></html>".encode(), "cv.html")

    @pytest.mark.parametrize(
        "style",
        [
            "display:none",
            "visibility:hidden",
            "font-size:0",
            "font-size:1px",
            "color:#fff",
            "color: rgb(254,254,254)",
            "color:white!important",
            "opacity:0",
            "position:absolute;left:-9999px",
            "text-indent:-5000px",
            "height:0;overflow:hidden",
            "color:black;background:#000",
            "position:absolute;clip:rect(0,0,0,0)",
            "transform:scale(0)",
            "color:transparent",
            "color:#00000000",
            "color:#0000",
            "color:rgba(0,0,0,.05)",
            "color:rgb(0 0 0 / 0%)",
            "color:hsl(0,0%,100%)",
            "color:#fffe",
            "-webkit-text-fill-color:transparent",
            "font:1px/2 Arial",
            "position:absolute;clip-path:circle(0)",
            "transform:translateX(-9999px)",
            "zoom:1%",
            "filter:opacity(0)",
            "color:var(--nothing,#fff)",
            "color:oklch(1 0 0)",
            "color:lab(99% 0 0)",
            "color:honeydew",
            "letter-spacing:-1em",
            "position:fixed;inset:-9999px auto auto -9999px",
            "opacity:.3;--x:1'><b style='opacity:.3",
        ],
    )
    def test_eng5_hidden_elements(self, style):
        document = self.read(f"<div style='{style}'><b>{SECRET}</b></div>")
        assert document.text == "Led a team"
        assert document.hidden_text == (SECRET,)

    def test_sizes_are_those_of_the_text_around(self):
        assert self.read("<div style='font-size:2em'>and <b style='font-size:50%'>met</b> goals</div>").findings == ()
        document = self.read(f"<div style='font-size:0.4em'>and met <b style='font-size:50%'>{SECRET}</b></div>")
        assert "met" in document.text and document.hidden_text == (SECRET,)

    def test_eng5_hidden_by_a_style_sheet(self):
        head = "<style>/* x */ .a, #b {display:none} p.c {color:#FFF} @media print {p {display:none}}</style>"
        document = self.read(f"<p class='x a'>{SECRET}</p><p id=b>{SECRET}</p><p class=c>{SECRET}</p>", head)
        assert document.text == "Led a team"

    @pytest.mark.parametrize(
        "rule",
        [
            ".a.b{display:none}",
            "[data-x]{display:none}",
            "p[data-x='1']{display:none}",
            "div > p.a:last-child{display:none}",
            "p.a:not(.z){display:none}",
            "p:not(.y, .z).a{display:none}",
            ".a[data-x]{display:none} .b{display:block}",
            ":root{--paper:#fff} .a{color:var(--paper)}",
            "p{display:block} .a{display:none} p{display:block}",
            "#i{display:none} p.a.b{display:block}",
            "@media screen{.a{display:none}}",
            "@media print, screen and (min-width:600px){.a{display:none}}",
            "body div > i + p{display:none}",
            "i ~ p{display:none}",
            "html:not(.js) .a{display:none}",
            ":is(.z, .a):where(.b){display:none}",
            "div{color:black; & .a{display:none} i{color:red}}",
            "div{p&, &>p{display:none}}",
            "p:nth-child(2n){display:none}",
            "p[data-x^='1'][class*=b]{display:none}",
            ".a:has(*, *){display:none}",
            ".a:not(:hover){display:none}",
            ".a{display:none!important} #i{display:block}",
        ],
    )
    def test_eng5_selectors_that_hide(self, rule):
        document = self.read(f"<div><i>seen</i><p id=i class='a b' data-x=1>{SECRET}</p></div>", f"<style>{rule}</style>")
        assert document.text.split() == ["Led", "a", "team", "seen"] and document.hidden_text == (SECRET,)

    @pytest.mark.parametrize(
        "rule",
        [
            ".a:hover{display:none}",
            ".a::before{display:none}",
            ".a.z{display:none}",
            "p:not(.b){display:none}",
            "i.a{display:none}",
            "p.a:first-child{display:none}",
            "p.a:last-child{display:none}",
            "p:not(.z, .b){display:none}",
            "[data-y]{display:none}",
            "#i{display:block} p.a{display:none}",
            ".z p{display:none}",
            "section > p, td p.a{display:none}",
            "body > p{display:none}",
            "u ~ p{display:none}",
            "div + p{display:none}",
            ":is(.z, .y) p{font-size:0}",
            ".z{& p{display:none}}",
            "p:nth-child(odd), p:nth-child(3), p:nth-child(-n+1){display:none}",
            "p[data-x='2'], p[class$=a], p[class~=c]{display:none}",
            "p:empty{display:none}",
            "@media print{p{display:none}}",
            "@media (max-width: 500px){p{display:none}}",
            "@media (prefers-color-scheme: dark){p{color:#fff}}",
            "@keyframes x{from{opacity:0} p{opacity:0}}",
            ":root{font-size:62.5%} p{display:block}",
            "p.a{display:block!important} #i{display:none}",
            ">{display:none}",
        ],
    )
    def test_selectors_that_hide_something_else(self, rule):
        page = f"<html><style>{rule}</style><div><i>x</i><p id=i class='a b' data-x=1>seen</p><u>y</u></div></html>"
        assert "seen" in read.read_bytes(page.encode(), "cv.html").text

    def test_what_is_important_wins_over_the_elements_own_style(self):
        head = "<style>p.a{color:#fff!important}</style>"
        assert self.read(f"<p class=a style='color:#000'>{SECRET}</p>", head).hidden_text == (SECRET,)
        assert "seen" in self.read("<p class=a style='color:#000!important'>seen</p>", head).text

    def test_white_on_a_named_ground_is_seen(self):
        assert "seen" in self.read("<div style='background:midnightblue;color:white'>seen</div>").text

    def test_a_closed_dialog_is_hidden(self):
        document = self.read(f"<dialog>{SECRET}</dialog><dialog open>seen</dialog>")
        assert "seen" in document.text and document.hidden_text == (SECRET,)

    def test_attributes_hide(self):
        assert self.read(f"<p hidden>{SECRET}</p><font color=white>{SECRET}</font>").text == "Led a team"

    def test_scripts_titles_and_comments_are_dropped(self):
        body = f"<script>{SECRET}</script><template>{SECRET}</template><!-- {SECRET} -->"
        document = self.read(body, f"<title>{SECRET}</title><meta name=description content='{SECRET}'>")
        assert (document.text, document.hidden_text) == ("Led a team", ())

    def test_visible_again_inside_hidden(self):
        assert "seen" in self.read("<div style='visibility:hidden'><i style='visibility:visible'>seen</i></div>").text

    def test_white_on_dark_is_seen(self):
        assert "seen" in self.read("<div style='background:#123;color:#fff'>seen</div>").text

    def test_white_on_a_dark_gradient_is_seen(self):
        for name in ("background", "background-image"):
            assert "seen" in self.read(f"<div style='{name}:linear-gradient(90deg, #123, #456);color:#fff'>seen</div>").text

    @pytest.mark.parametrize("ground", ["transparent", "#0000", "#00000000", "rgba(0,0,0,0)", "rgb(0 0 0 / 1%)"])
    def test_a_ground_that_is_clear_hides_nothing(self, ground):
        document = self.read(f"<div style='background:{ground}'>seen</div>")
        assert "seen" in document.text and not document.findings

    def test_blocks_and_cells(self):
        document = self.read("<ul><li>one<li>two</ul><table><tr><td>a<td>b</table>x<br>y")
        assert document.text == "Led a team\n\n• one\n\n• two\n\na\tb\n\nx\ny"

    def test_declared_encoding(self):
        page = '<meta charset="gb2312"><p>我带领团队</p>'.encode("gb18030")
        assert read.read_bytes(b"<html>" + page, "cv.html").text == "我带领团队"

    def test_deep_nesting_does_not_kill(self):
        with pytest.raises(read.FileTooLarge, match="nested"):
            self.read("<div>" * 20_000 + "x")

    def test_what_the_parser_leaves_out_is_not_lost_in_silence(self):
        assert "deep" in self.read("<div>" * 100 + "deep" + "</div>" * 100).text
        with pytest.raises(read.FileTooLarge, match="nested"):
            self.read("<div>" * 400 + "deep" + "</div>" * 400)


class TestPlain:
    CHINESE = "我在一家物流公司负责团队管理，带领五个人完成了项目的建设，并对客户进行培训。"
    TRADITIONAL = "我在一家物流公司負責團隊管理，帶領五個人完成了項目的建設，並對客戶進行培訓。"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"])
    def test_encodings(self, encoding):
        text = "Resume 2020\r\n" + self.CHINESE
        assert read.read_bytes(text.encode(encoding), "cv.txt").text == text

    @pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:30] + b"\xff" + data[30:], lambda data: data[1:]])
    def test_a_damaged_byte_does_not_cost_the_rest(self, damage):
        text = read.read_bytes(damage(self.CHINESE.encode()), "cv.txt").text
        assert "项目的建设" in text and text.count("\ufffd") <= 2

    def test_big5(self):
        assert read.read_bytes(self.TRADITIONAL.encode("big5"), "cv.txt").text == self.TRADITIONAL

    def test_western(self):
        assert read.read_bytes("Résumé of José".encode("cp1252"), "cv.txt").text == "Résumé of José"

    @given(st.text(min_size=1, max_size=60).filter(lambda text: any(char.isalnum() for char in text)))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    def test_any_bytes_give_a_document_or_a_named_error(self, text):
        for encoding in ("utf-8", "utf-16", "gb18030"):
            try:
                read.read_bytes(text.encode(encoding, "ignore"), "cv.txt")
            except read.ReadError as error:
                assert str(error)

    @given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a.docx", "a.html", "a.txt", "a"]))
    def test_noise_is_refused_by_name(self, data, name):
        try:
            document = read.read_bytes(data, name)
        except read.ReadError as error:
            assert str(error)
        else:
            assert document.text


class TestBounds:
    @pytest.mark.parametrize(
        ("data", "name"),
        [
            (docx(paragraph("Led a team of five")), "cv.docx"),
            (b"<html><body>Led a team of five</body></html>", "cv.html"),
            (b"Led a team of five", "cv.txt"),
            (pdf(lambda page: page.drawString(50, 700, "Led a team of five")), "cv.pdf"),
        ],
        ids=["docx", "html", "txt", "pdf"],
    )
    def test_characters_are_counted_in_every_kind_of_file(self, data, name):
        assert read.read_bytes(data, name, read.Limits(characters=18)).text == "Led a team of five"
        with pytest.raises(read.FileTooLarge, match="17 characters"):
            read.read_bytes(data, name, read.Limits(characters=17))

    def test_what_a_word_file_unpacks_to_is_counted_over_all_its_parts(self):
        data = docx(paragraph("seen"), header1=paragraph("x" * 3000), header2=paragraph("y" * 3000))
        assert "seen" in read.read_bytes(data, "cv.docx", read.Limits(expanded=10_000)).text
        with pytest.raises(read.FileTooLarge, match="unpack"):
            read.read_bytes(data, "cv.docx", read.Limits(expanded=5000))


class TestKind:
    @pytest.mark.parametrize(
        ("data", "name", "error"),
        [
            (b"", "cv.txt", read.NoText),
            (b"  \n", "cv.pdf", read.NoText),
            (b"<html><body>x</body></html>", "cv.pdf", read.UnsupportedFile),
            (b"%PDF-1.4 x", "cv.docx", read.UnsupportedFile),
            (b"%PDF-1.4 x", "cv.txt", read.UnsupportedFile),
            (b"hello", "cv.exe", read.UnsupportedFile),
            (b"hello", "cv.pdf", read.UnsupportedFile),
            (b"\x89PNG\r\n\x1a\n", "cv.txt", read.UnsupportedFile),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "cv.docx", read.UnsupportedFile),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "cv.docx", read.EncryptedFile),
            (b"\x00\x01\x02\x03binary\x04\x05", "cv.txt", read.UnsupportedFile),
            (b"PK\x03\x04 broken", "cv.docx", read.BrokenFile),
            (b"x" * 10_000_001, "cv.txt", read.FileTooLarge),
        ],
    )
    def test_refused(self, data, name, error):
        with pytest.raises(error):
            read.read_bytes(data, name)

    def test_other_archives(self):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("xl/workbook.xml", "x")
        with pytest.raises(read.UnsupportedFile, match="archive"):
            read.read_bytes(buffer.getvalue(), "cv.docx")

    def test_no_name_goes_by_content(self):
        assert read.read_bytes(b"hello there", "").media_type == "text/plain"
        assert read.read_bytes(b"<!doctype html><p>hello", "").media_type == "text/html"
