from . import controllers, models
from .tools import log_filter

log_filter.install()
