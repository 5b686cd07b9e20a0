"""Plain text in the encodings candidates use."""

from __future__ import annotations

import codecs

from .document import Budget, Document, UnsupportedFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Characters frequent in any Chinese text, in both scripts: the wrong decoding shows hardly any of them.
_FREQUENT = frozenset(
    "的一是在不了有和人这这個個我中大为為上个国國以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過"
    "子说說产產种種面而方后後多定行学學法所民得经經三之进進着等部度家电電力里如水化高自二理起小物现現实實加量都两兩体體制机機"
    "当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數"
    "正心反你明看原又么麼利比或但质質气氣第向道命此变變条條没沒结結解问問意建月公无無系军軍很情者最立代想已通并並提直题題党黨"
    "程展五果料象员員革位入常文总總次品式活设設及管特件长長求老头頭基资資边邊流路级級少图圖山统統接知较較将將组組见見计計别別"
    "她手角期根论論运運农農指几幾九区區强強放决決西被干做必战戰先回则則任取据據处處队隊负責责負带帶领領团團项項目客户戶培训訓"
)
# So many characters beyond ASCII must be good UTF-8 for each bad byte.
_GOOD_FOR_EACH_BAD = 4
_FEW_DAMAGED = 2


def read_text(data: bytes, budget: Budget) -> Document:
    """Read a text file of unknown encoding."""
    text = decode(data)
    if _control_share(text) > 0.02 or text.count("\ufffd") > max(_FEW_DAMAGED, 0.02 * len(text)):
        raise UnsupportedFile("The file is not text.")
    budget.spend("characters", len(text))
    return Document(text.replace("\0", ""))


def decode(data: bytes) -> str:
    """Decode text in UTF-8, UTF-16, UTF-32, GB18030, Big5 or Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _decode_legacy(data)


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 that was cut off or has a bad byte here and there. In any other encoding hardly any character beyond ASCII
    happens to be good UTF-8."""
    text = data.decode("utf-8", "replace")
    bad, good = text.count("\ufffd"), sum(char > "\x7f" for char in text) - text.count("\ufffd")
    return text if good >= _GOOD_FOR_EACH_BAD * bad else None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: blanks and line ends leave zeros on one side only."""
    sample = data[: min(len(data), 4000) // 2 * 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 2 or max(even, odd) < 4 * min(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _decode_legacy(data: bytes) -> str:
    candidates = [text for text in (_try(data, name) for name in ("gb18030", "big5hkscs")) if text]
    if candidates:
        best = max(candidates, key=_frequent_share)
        if _frequent_share(best) >= 0.15 or _high_share(data) > 0.3:
            return best
    # Western: single accented letters among plain ones
    return data.decode("cp1252", "replace")


def _try(data: bytes, encoding: str) -> str | None:
    text = data.decode(encoding, "replace")
    # A cut-off last character is no reason to refuse the rest.
    return text if text.count("\ufffd") * 200 <= len(text) else None


def _frequent_share(text: str) -> float:
    foreign = [char for char in text if char > "\x7f"]
    return sum(char in _FREQUENT for char in foreign) / len(foreign) if foreign else 0.0


def _high_share(data: bytes) -> float:
    return sum(byte > 0x7F for byte in data) / len(data)


def _control_share(text: str) -> float:
    return sum(char < "\t" or "\r" < char < " " for char in text) / max(1, len(text))
