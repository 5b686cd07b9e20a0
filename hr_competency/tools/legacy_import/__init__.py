"""Tables of earlier systems, read and cleaned: CSV or XLSX in, planned competency models or past interviews out.

Pure as the scoring engine beside it: no Odoo, no network, no clock. Bytes become a :class:`~.table.Table`, its columns
get a meaning (:mod:`.fields`), cells become values on known scales (:mod:`.clean`), rows become units to be imported
(:mod:`.plan`), and what could not be read comes back as the same rows with the reason beside them (:mod:`.error_file`).
"""

from .error_file import error_file
from .fields import FIELDS, guess_mapping
from .plan import Column, Plan, Problem, Unit
from .plan_interviews import plan_interviews
from .plan_models import plan_models
from .table import Table, TableError, read_table

__all__ = [
    "FIELDS",
    "Column",
    "Plan",
    "Problem",
    "Table",
    "TableError",
    "Unit",
    "error_file",
    "guess_mapping",
    "plan_interviews",
    "plan_models",
    "read_table",
]
