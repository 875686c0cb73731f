"""Follow-up (回访): every closed case asks its reporter; of those who do not answer, some are drawn for a call.

What is asked, who is called and how often is declared (`rule.toml`); the draw can be repeated and nobody can steer
it (`drawing`); nobody calls about the work of their own unit (`handled`).
"""
