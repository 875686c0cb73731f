"""The catalogue in files: a workbook of four sheets, or a folder of small ones."""

from banjie.catalogue.sheets.reading import BadSheets, SheetProblem
from banjie.catalogue.sheets.workbook import read_workbook, write_workbook

__all__ = ["BadSheets", "SheetProblem", "read_workbook", "write_workbook"]
