"""The auditor of equal treatment: an application of her own, statements without names, an audit, its spreadsheet, its end."""

import io

import openpyxl

from . import stage


def texts(page, selector):
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def counted(page):
    """The rows of the table on the form, as the reader sees them: group, people, of them."""
    rows = page.locator("table.o_hr_competency_impact tbody tr")
    return [tuple(row.locator("td").all_inner_texts()[:3]) for row in rows.all()]


def new_audit(page):
    """Audit the reading of CVs."""
    stage.open_action(page, "hr_competency.action_impact_audit", "new")
    page.click("div[name=source] input")
    page.click(".o_select_menu_item:has-text('CV scoring')")
    stage.press(page, "action_count")
    page.wait_for_selector("table.o_hr_competency_impact tbody tr")


def spreadsheet(page):
    with page.expect_download() as download:
        page.click("button[name=action_export]")
    assert download.value.suggested_filename == "adverse-impact.xlsx"
    return openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))


def test_from_statements_to_a_finished_audit(served, desk):
    page = desk
    stage.log_in(page, "auditor")
    stage.open_action(page, "hr_competency.action_impact_statement")
    # the list is there before its rows
    page.locator(".o_data_row").nth(3).wait_for()
    names = {row["partner_name"] for row in served.call("hr.applicant", "search_read", [], ["partner_name"])}
    seen = page.inner_text(".o_list_view")
    assert not [name for name in names if name and name in seen], "whose statement it is nobody sees"

    new_audit(page)
    rows = counted(page)
    assert any(group == "Female" for group, *_rest in rows), rows
    cells = {str(cell.value) for sheet in spreadsheet(page) for row in sheet.iter_rows() for cell in row}
    assert {group for group, *_rest in rows} <= cells

    stage.press(page, "action_finish", confirm=True)
    page.wait_for_selector("div[name=state] .o_arrow_button_current:has-text('Finished')")
    assert page.locator("button[name=action_count]").count() == 0
    assert page.locator("div[name=threshold] input").count() == 0
    assert counted(page) == rows
    assert not page.errors


def test_the_auditor_has_an_application_of_her_own_and_not_recruitment(served, desk):
    page = desk
    stage.log_in(page, "auditor")
    page.click(".o_navbar_apps_menu button")
    apps = texts(page, ".o-dropdown--menu .o_app")
    assert "Adverse Impact" in apps
    assert "Recruitment" not in apps
    assert not page.errors
