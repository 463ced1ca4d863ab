"""Addresses of the readers' pages and feeds."""

from django.urls import path

from claims.public import feeds, views

app_name = "public"
urlpatterns = [
    path("", views.front, name="front"),
    path("claims/<int:pk>/", views.claim, name="claim"),
    path("claims/<int:pk>/report/", views.complain, name="complain"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("corrections/", views.corrections, name="corrections"),
    path("methodology/", views.methodology, name="methodology"),
    path("about/", views.about, name="about"),
    path("feeds/claims.atom", feeds.ClaimsFeed(), name="atom"),
    path("feeds/claimreview.json", feeds.claimreviews, name="claimreviews"),
]
