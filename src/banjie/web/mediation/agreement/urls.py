from django.urls import path

from . import bargaining_views, signing_views, views, writing_views

urlpatterns = [
    path("<int:case_id>/agreement/", views.agreement, name="agreement"),
    path("<int:case_id>/agreement/begin/", views.begin, name="begin-agreement"),
    path("<int:case_id>/agreement/<int:agreement_id>/write/", writing_views.write, name="write-agreement"),
    path("<int:case_id>/agreement/<int:agreement_id>/read/", views.reading, name="read-agreement"),
    path("<int:case_id>/agreement/<int:agreement_id>/do/<slug:command>/", views.course, name="agreement-course"),
    path("<int:case_id>/agreement/<int:agreement_id>/copies/", views.copies, name="agreement-copies"),
    path("<int:case_id>/agreement/<int:agreement_id>/sign/<slug:slot>/", signing_views.sign, name="sign"),
    path("<int:case_id>/agreement/<int:agreement_id>/signed/<slug:slot>/", signing_views.signed, name="signed"),
    path("<int:case_id>/agreement/<int:agreement_id>/paper/", signing_views.on_paper, name="sign-on-paper"),
    path("<int:case_id>/agreement/<int:agreement_id>/yes/<slug:slot>/", signing_views.say_yes, name="say-yes"),
    path("<int:case_id>/signatures/<int:signature_id>/", signing_views.check_identity, name="check-identity"),
    path("<int:case_id>/points/add/", bargaining_views.raise_point, name="raise-point"),
    path("<int:case_id>/points/<int:point_id>/", bargaining_views.change_point, name="change-point"),
    path("<int:case_id>/points/<int:point_id>/<slug:standing>/", bargaining_views.settle_point, name="settle-point"),
    path("<int:case_id>/offers/add/", bargaining_views.make_offer, name="make-offer"),
    path("<int:case_id>/offers/<int:counter_to>/counter/", bargaining_views.make_offer, name="counter-offer"),
    path("<int:case_id>/offers/<int:offer_id>/show/", bargaining_views.show_offer, name="show-offer"),
    path("<int:case_id>/offers/<int:offer_id>/withdraw/", bargaining_views.withdraw_offer, name="withdraw-offer"),
    path(
        "<int:case_id>/offers/<int:offer_id>/reply/<slug:side>/<slug:answer>/",
        bargaining_views.reply,
        name="reply-to-offer",
    ),
]
