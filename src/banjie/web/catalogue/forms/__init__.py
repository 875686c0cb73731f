"""The forms of the catalogue's pages. They read text into values; what may be is the catalogue's to say."""

from .categories import CategoryForm, MoveCategoryForm, NewCategoryForm
from .limits import LimitsForm
from .questions import QuestionForm
from .releases import ImportForm, PublishForm
from .routing import RuleForm, TryForm

__all__ = [
    "CategoryForm",
    "ImportForm",
    "LimitsForm",
    "MoveCategoryForm",
    "NewCategoryForm",
    "PublishForm",
    "QuestionForm",
    "RuleForm",
    "TryForm",
]
