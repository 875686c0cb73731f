"""News of cases for other systems: CloudEvents to their web hooks, and calendars of deadlines.

An entry of a timeline lands in the outbox by a trigger, in the very transaction that writes it (`models.Outbox`);
`fan_out` makes of it a delivery for each subscription that may hear it, with the fields that it may read;
`delivering` hands them over, again and again, until each is taken or dead.
"""
