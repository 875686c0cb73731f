"""The addresses of a hall: its devices, and what everybody may look up."""

from django.urls import path

from banjie.web.hall import board_views, kiosk_views

app_name = "hall"
urlpatterns = [
    path("", board_views.home, name="home"),
    path("open/", board_views.let_in, name="open"),
    path("kiosk/", kiosk_views.kiosk, name="kiosk"),
    path("kiosk/send/", kiosk_views.send, name="kiosk-send"),
    path("kiosk/number/", kiosk_views.number, name="kiosk-number"),
    path("kiosk/follow/", kiosk_views.follow, name="kiosk-follow"),
    path("kiosk/ask/", kiosk_views.ask, name="kiosk-ask"),
    path("kiosk/in/<str:language>/", kiosk_views.kiosk, name="kiosk-in"),
    path("board/", board_views.board, name="board"),
    path("board/state/", board_views.board_state, name="board-state"),
    path("<slug:code>/", board_views.public, name="public"),
]
