"""What people do in the browser, so that the stories and the README's pictures play the same scenes."""

PERSON = ["input[name=consent]", "input[name=talent_pool]"]


def nothing(_page, _scene):
    """Looks at no scene."""


# --- the candidate ------------------------------------------------------------------------------------------------


def invite(served, job, name, address, lang="zh_CN"):
    """HR invites an applicant; the link arrives by mail.

    :return: the application and the link
    """
    partner = served.call("res.partner", "create", {"name": name, "email": address, "lang": lang})
    applicant = served.call("hr.applicant", "create", {"partner_name": name, "email_from": address, "partner_id": partner, "job_id": job})
    served.call("hr.applicant", "action_ai_interview_invite", [applicant])
    return applicant, served.wait_for_link(address)


def walk(page, link, answers, look=nothing):
    """Fill in everything and submit, as a candidate does.

    :param look: called with the page and the scene's name: ``info``, ``question``, ``check``, ``status``
    """
    page.goto(link)
    look(page, "info")
    for box in PERSON:
        page.check(box)
    page.click("form .c-button")
    for number, text in enumerate(answers, 1):
        # the form of the page before would take the text as well: wait for this one
        page.wait_for_selector(f"input[name=number][value='{number}']", state="attached")
        page.wait_for_load_state()
        page.fill("textarea[name=text]", text)
        look(page, "question")
        page.click("form.c-question .c-button:not(.c-plain)")
    _arrive(page, "/submit")
    look(page, "check")
    page.click("form[action$='/submit'] .c-button")
    _arrive(page, "/human-review")
    look(page, "status")


def _arrive(page, action):
    page.wait_for_selector(f"form[action$='{action}']")
    page.wait_for_load_state()


def verdict(served, applicant):
    """What the engine recommends, once it has read the answers."""

    def scored():
        return served.call("hr.applicant", "read", [applicant], ["competency_verdict"])[0]["competency_verdict"]

    return served.wait_for(scored, "the score")


def send_feedback(served, applicant, address):
    """HR does not wait and sends the feedback now.

    :return: the link in it
    """
    before = len(served.mail.to(address))
    feedback = served.call("hr.ai.interview.feedback", "search", [["applicant_id", "=", applicant]])
    served.call("hr.ai.interview.feedback", "action_release", feedback)
    served.wait_for(lambda: len(served.mail.to(address)) > before, "the feedback mail")
    return served.mail.link(address)


# --- HR -----------------------------------------------------------------------------------------------------------


def user(served, login, group):
    """Somebody of the company; the password is the login."""
    groups = [(6, 0, [served.ref("base.group_user"), served.ref(group)])]
    values = {"name": login.replace(".", " ").title(), "login": login, "password": login, "email": f"{login}@example.com"}
    return served.call("res.users", "create", {**values, "group_ids": groups, "notification_type": "inbox"})


def log_in(page, login="admin"):
    page.goto("/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", login)
    page.click(".oe_login_form button[type=submit]")
    page.wait_for_selector(".o_main_navbar")


def open_action(page, action, record=None, view=".o_view_controller"):
    """Open an action by its external id, or one record of it."""
    page.goto(f"/odoo/action-{action}" + (f"/{record}" if record else ""))
    page.wait_for_selector(f".o_action_manager {view}")
    if record:
        page.wait_for_selector(".o_form_renderer")


def tab(page, name):
    """Turn to a page of a form's notebook."""
    page.click(f".o_notebook a[name={name}]")
    page.wait_for_selector(f".o_notebook a[name={name}].active")


def stat(page, text):
    """Press a button of a form's button box."""
    page.click(f".oe_stat_button:has-text('{text}')")


def press(page, name, confirm=False):
    """Press a button by the name of its method, and agree where the client asks."""
    page.click(f"button[name={name}]")
    if confirm:
        page.click(".modal-footer .btn-primary")
        page.wait_for_selector(".modal", state="detached")


def rate(page, level, comment):
    """Give every competency of the scorecard on the page the same level."""
    rows = page.locator(".o_field_widget[name=line_ids] .o_data_row")
    for number in range(rows.count()):
        competency = rows.nth(number).locator("td[name=competency_id]").inner_text()
        assert rows.nth(number).get_by_role("radiogroup", name=competency).count() == 1, "a screen reader says what is rated"
        rows.nth(number).locator("td[name=comment]").click()
        rows.nth(number).locator("td[name=comment] textarea, td[name=comment] input").fill(comment)
        rows.nth(number).locator(f"td[name=level] button:has-text('{level}')").click()
    page.click(".o_form_sheet h1")


def rate_blind(page, applicant, level, reason):
    """The interviewer finds neither score nor evidence, rates, locks, and only then sees the difference."""
    open_action(page, "hr_recruitment.crm_case_categ0_act_job", applicant)
    assert page.locator(".o_notebook a[name=competency]").count() == 0
    press(page, "action_ai_my_review")
    page.wait_for_selector(".o_field_widget[name=line_ids] .o_data_row >> nth=2")
    assert page.locator("a[name=comparison]").count() == 0
    rate(page, level, reason)
    press(page, "action_lock", confirm=True)
    page.wait_for_selector("a[name=comparison]")
