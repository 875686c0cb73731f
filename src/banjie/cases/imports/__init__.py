"""Spreadsheets as people have them, brought in as cases.

`mapping` says which column becomes what, `proposing` makes a first one, `rows` turns a row into a draft by
it; all three are pure. `examining` looks a whole file over, `bringing` writes it, all or nothing; `creating`
sets up what a jurisdiction that comes from another system lacks. `actions`, `queries` and `jobs` are what
pages and the command line call.
"""
