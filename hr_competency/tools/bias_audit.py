"""When an automated tool may be used under rules like New York City's Local Law 144: audited within a year, and people told
ten business days ahead (NYC Administrative Code, section 20-871)."""

from datetime import date, timedelta

NOTICE_BUSINESS_DAYS = 10


def business_days_since(day: date, today: date, holidays: frozenset[date] = frozenset()) -> int:
    """Days from Monday to Friday that are no holidays, after ``day`` up to and including ``today``.

    >>> business_days_since(date(2026, 6, 1), date(2026, 6, 15))
    10
    >>> business_days_since(date(2026, 6, 1), date(2026, 6, 15), frozenset([date(2026, 6, 8)]))
    9
    """
    days = (day + timedelta(days=number) for number in range(1, (today - day).days + 1))
    return sum(one.weekday() < 5 and one not in holidays for one in days)


def obstacle(audited: date | None, told: date | None, today: date, holidays: frozenset[date] = frozenset()) -> str:
    """Why the tool may not be used today.

    :param audited: the day of the newest independent audit
    :param told: the day on which people were told that the tool will be used
    :return: ``no_audit``, ``future_audit``, ``old_audit``, ``no_notice``, ``short_notice`` or an empty text

    >>> obstacle(date(2026, 1, 5), date(2026, 6, 1), date(2026, 6, 15))
    ''
    >>> obstacle(date(2025, 6, 14), date(2026, 6, 1), date(2026, 6, 15))
    'old_audit'
    """
    if not audited:
        return "no_audit"
    if audited > today:
        return "future_audit"
    if _a_year_after(audited) < today:
        return "old_audit"
    if not told:
        return "no_notice"
    # longer ago than any ten business days with holidays between need be counted
    if (today - told).days > 60:
        return ""
    return "short_notice" if business_days_since(told, today, holidays) < NOTICE_BUSINESS_DAYS else ""


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 2, 28)
