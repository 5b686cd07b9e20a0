from . import candidate, website
