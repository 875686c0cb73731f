"""What holds of sessions whoever asks and whatever stores them: pure rules.

What is decided here about secrecy, and why (the heart of mediating apart, 背靠背):

- A separate session belongs to one side. To the other side it does not exist: neither its words nor its time, its
  number, nor that there was one. Numbers run in a series of their own for each side, since a gap in a common series
  would tell; who keeps a secret must not leave a hole in its shape.
- Whoever sees how a dispute goes (procedure), and the head of the committee, learn on which days sessions took place,
  no kind and no side. The head reads the minutes of sessions with everybody once they are signed: those are a paper
  of the file. What was said apart is for the mediators who sit, and for the side that said it.
- A mediator who no longer sits reads nothing more. The next panel reads what the one before it was told.
- Nothing of a session is written onto the case's timeline, and its writes do not count as versions of the dispute:
  a number that grows while nothing else happens would tell as well.
"""
