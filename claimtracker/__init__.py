"""The project: settings, urls, Celery, and what starts them; nothing of the domain."""
