"""Django's admin as an app of this project: its site is the desk."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "claims.desk.site.DeskSite"
