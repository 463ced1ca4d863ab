"""What gunicorn serves."""

from django.core.wsgi import get_wsgi_application

from claimtracker.start import load_settings

load_settings()

application = get_wsgi_application()
