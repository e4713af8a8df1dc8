"""Addresses of the pages that need several apps."""

from django.urls import path

from dashboards.views import coaching, compare, home, lists, performance, runs, search, trends

app_name = "dashboards"
urlpatterns = [
    path("", home.home, name="home"),
    path("start/", home.start, name="start"),
    path("performance/", performance.company, name="company"),
    path("performance/teams/<slug:slug>/", performance.team, name="team"),
    path("performance/reps/<int:pk>/", performance.rep, name="rep"),
    path("me/", performance.me, name="me"),
    path("teams/", lists.teams_list, name="teams"),
    path("reps/", lists.reps_list, name="reps"),
    path("compare/", compare.compare, name="compare"),
    path("coaching/", coaching.follow_ups, name="coaching"),
    path("coaching/about/<int:rep>/", coaching.write, name="coaching_write"),
    path("coaching/<uuid:thread>/", coaching.note, name="coaching_note"),
    path("coaching/<uuid:thread>/done/", coaching.done, name="coaching_done"),
    path("coaching/<uuid:thread>/undo/", coaching.undo, name="coaching_undo"),
    path("performance/goals/", performance.goals, name="goals"),
    path("trends/", trends.trends, name="trends"),
    path("search/", search.search, name="search"),
    path("runs/", runs.runs, name="runs"),
    path("runs/recompute/", runs.recompute, name="recompute"),
    path("runs/<int:pk>/", runs.run, name="run"),
    path("runs/<int:pk>/cancel/", runs.cancel, name="cancel"),
]
