"""Entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesops.settings")

application = get_wsgi_application()
# Load every page now: a mistake stops the start, memory is shared between the server's processes,
# and the first visitor does not wait
_ = get_resolver().url_patterns
