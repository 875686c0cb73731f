"""Registers of past disputes, as offices keep them in spreadsheets, brought in as disputes that are over.

`mapping` says which column becomes what, `proposing` makes a first one, `rows` turns a row into a record by it;
`parties` and `outcomes` read what is peculiar to such registers. All of these are pure. `examining` looks a whole
file over, `bringing` writes it, all or nothing; `actions`, `queries` and `jobs` are what pages and the command
line call.
"""
