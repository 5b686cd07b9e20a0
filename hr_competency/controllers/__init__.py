from . import personal_page, status_page
