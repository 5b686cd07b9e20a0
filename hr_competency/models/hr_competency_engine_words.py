"""What the engine says about texts and files, in the user's language.

The engine speaks English and knows no Odoo. Its sentences stand here once more so that they can be translated; ``%s`` is
what it fills in. A sentence that is missing here is shown as the engine said it, and a test fails.
"""

import re

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)
PHRASES = [
    # findings about a text
    _lt("Words addressed to the grader instead of an answer: %s"),
    _lt("Please read this yourself, it may be meant for whoever grades; it changes no score: %s"),
    _lt("A list of keywords instead of an answer: %s"),
    _lt("Copied from the job's own text: %s"),
    _lt("The question repeated: %s"),
    _lt("Said before; counts once: %s"),
    _lt("%s sentence(s) said before; each counts once."),
    _lt("Zero-width characters between letters (%s)"),
    _lt("Characters that turn the direction of writing around (%s)"),
    _lt("Letters of other scripts that look like Latin ones (%s)"),
    _lt("Full-width letters in unusual number (%s)"),
    _lt("Invisible characters that spell: %s"),
    _lt("Compared by words only: the service did not answer."),
    # findings about a file: what a person cannot see in it
    _lt("text in (nearly) the colour of its background: %s"),
    _lt("text smaller than 4 points: %s"),
    _lt("text switched to invisible: %s"),
    _lt("text outside of the visible page: %s"),
    _lt("text under another drawing: %s"),
    _lt("text marked as deleted: %s"),
    # why a file cannot be read
    _lt("The file is empty."),
    _lt("Files of type “%s” are not read. Please hand in PDF, DOCX, HTML or text."),
    _lt("The file is named PDF, but it is damaged or of another kind."),
    _lt("The file is named “%s”, but its content is of another kind."),
    _lt("The file is protected by a password."),
    _lt("Old Word files (.doc) are not read. Please save as DOCX or PDF."),
    _lt("The file is a picture, not a document with text."),
    _lt("The file is a media file, not a document with text."),
    _lt("The file is an archive, not a document with text."),
    _lt("The file is a program, not a document with text."),
    _lt("The file is an RTF file, not a document with text."),
    _lt("The file is damaged."),
    _lt("The file is an archive or another office document, not DOCX."),
    _lt("The file is damaged and cannot be read."),
    _lt("The file declares a document type, which Word files do not have."),
    _lt("The file is not text."),
    _lt("The page is damaged and cannot be read."),
    _lt("The page is nested too deeply."),
    _lt("The file is too complex to be read."),
    _lt("The file unpacks to more than allowed."),
    _lt("Reading the file takes too long."),
    _lt("Reading the file took more time or memory than allowed."),
    _lt("The file could not be read within %s seconds."),
    _lt("The file is larger than %s MB."),
    _lt("The file has more than %s pages."),
    _lt("The file unpacks to more than %s bytes."),
    _lt("The pages of the file hold more than %s bytes of drawing instructions."),
    _lt("The file holds more than %s characters of text."),
    _lt("The file holds more than %s parts."),
    _lt("All text in the file is invisible to a reader, as in a scan with a layer of recognised text. Please hand in a file with text."),
    _lt("The file holds no readable text; it may be a scan. Please hand in a file with text."),
    _lt("The file holds no text."),
]
_PATTERNS = [(re.compile(re.escape(phrase._source).replace("%s", "(.*)"), re.DOTALL), phrase) for phrase in PHRASES]


def engine_text(env, message):
    """A sentence of the engine in the language of ``env``.

    :param message: what the engine said, e.g. ``Finding.message`` or ``str(ReadError)``
    :return: the translation; ``message`` itself where the sentence is unknown
    """
    for pattern, phrase in _PATTERNS:
        if said := pattern.fullmatch(message or ""):
            return phrase._translate(env.lang or "en_US") % said.groups()
    return message
