"""Brings the rows of a sheet in as cases: the whole file or nothing of it, or all rows that can be.

The whole file is one transaction, and that is what makes it sound: until its last row is written nobody sees
any of it, and a process that is killed leaves nothing, whatever the number of rows. Its rows are read once.
At the first faulty row what was written is dropped, and the rest is only looked over, so that every fault is
told in one go. The price of a file that fails late is the work, never half a file.

Row by row, each batch is a transaction of its own that also notes how far it came; an import that was
interrupted goes on from there. Either way a row that is a case already is passed over by its key.
"""

from collections.abc import Generator
from contextlib import closing
from datetime import datetime
from itertools import islice

from banjie.cases.acting import Acting
from banjie.cases.imports.batches import Batch, Batches
from banjie.cases.imports.examining import complete_faults, examine_batch
from banjie.cases.imports.faults import Caution
from banjie.cases.imports.fields import Field
from banjie.cases.imports.found import Found
from banjie.cases.imports.known import came_before, set_aside_known
from banjie.cases.imports.pipe import Pipe, Raw, Work
from banjie.cases.imports.placing import place_by_words
from banjie.cases.imports.reading_words import fill_words
from banjie.cases.imports.recording import RunRecord
from banjie.cases.imports.rows import RowReader
from banjie.cases.imports.suggesting import fill
from banjie.cases.intake.plan import Plan, plan
from banjie.cases.intake.submit import tools_for
from banjie.cases.intake.write import reserve_ids, write
from banjie.cases.models import RunState
from banjie.cases.placing import home_of
from banjie.cases.reference import Reference
from banjie.platform.tables import Sheet


class Cancelled(Exception):
    """Somebody asked for the import to end."""


class Bringing:
    """One import under way. `found` counts what has become of the rows."""

    def __init__(
        self,
        sheet: Sheet,
        reader: RowReader,
        reference: Reference,
        pipe: Pipe,
        record: RunRecord,
        *,
        source: str,
        by: Acting,
        at: datetime,
    ) -> None:
        self._sheet = sheet
        self._reader = reader
        self._reference = reference
        self._pipe = pipe
        self._record = record
        self._home = home_of(grant.area_path for grant in by.grants)
        self._by = by
        self._at = at
        self.found = Found(cautions=reader.cautions)
        # Nothing else brings rows of this source in while this has its turn; and if it does, the key says so.
        self._came_before = came_before(source)

    def whole(self) -> RunState:
        """All rows in one transaction, which also says that the run is over; or none."""
        sound = True
        with closing(self._batches(0)) as batches:
            for batch in batches:
                sound = self._whole_batch(batch) if sound else self._only_looked_at(batch)
                self._record.add_faults(batch.refused)
        if not sound:
            return RunState.REFUSED
        self._pipe.put(lambda raw: self._record.finish_in(raw, RunState.IMPORTED, self.found))
        self._pipe.commit()
        return RunState.IMPORTED

    def _whole_batch(self, batch: Batch) -> bool:
        """Writes a sound batch; at a faulty one drops what was written. Whether it was sound."""
        made = self._planned(batch)
        self._count(batch, made)
        if batch.refused:
            self._pipe.undo()
            self.found.ready, self.found.made = self.found.made, 0
            return False
        self._pipe.put(_writing(made))
        return True

    def _only_looked_at(self, batch: Batch) -> bool:
        examine_batch(batch, self._reader.content, self._reference, self.found, at=self._at, home=self._home)
        return False

    def row_by_row(self, start: int) -> RunState:
        """Every row that can be, from the row after `start` on; the others are given back."""
        with closing(self._batches(start)) as batches:
            for batch in batches:
                made = self._planned(batch)
                self._count(batch, made)
                self._pipe.put(self._advancing(batch, made, start + self.found.seen))
        self._pipe.put(lambda raw: self._record.finish_in(raw, RunState.IMPORTED, self.found, counts=False))
        self._pipe.commit()
        return RunState.IMPORTED

    def _advancing(self, batch: Batch, made: Plan, done: int) -> Work:
        """Writes a batch with its faults and how far the run has come, and commits it."""

        def work(raw: Raw) -> None:
            write(made.rows, into=raw)
            self._record.add_faults_in(raw, batch.refused)
            self._record.advance_in(raw, batch, made=len(made.rows.cases), next_row=done)
            raw.commit()

        return work

    def _batches(self, start: int) -> Generator[Batch]:
        rows = islice(self._sheet.rows(), start, None)
        for batch in Batches(self._reader).of(rows):
            yield batch
            if self._record.progress(start + self.found.seen):
                raise Cancelled

    def _planned(self, batch: Batch) -> Plan:
        """The rows of a batch that are not cases yet; what is wrong with the others goes to its refused."""
        complete_faults(batch, self._reference, at=self._at)
        if self._came_before:
            self.found.repeated += set_aside_known(batch)
        place_by_words(batch, self.found, home=self._home)
        fill(batch, self._reader.content, self.found)
        fill_words(batch, self._reader.content, self.found, self._reference)
        drafts = batch.drafts
        made = plan(
            drafts,
            self._reference,
            tools_for(len(drafts)),
            ids=reserve_ids(len(drafts)),
            at=self._at,
            by=self._by.actor,
        )
        batch.refuse(made.problems)
        return made

    def _count(self, batch: Batch, made: Plan) -> None:
        found = self.found
        found.seen += batch.seen
        found.left_out += batch.left_out
        found.made += len(made.rows.cases)
        found.open += sum(case.is_open for case in made.rows.cases)
        found.note_refused(batch.refused)
        outside = sum(1 for case in made.rows.cases if case.area_id is None and case.longitude is not None)
        if outside:
            found.cautions[Field.LONGITUDE, Caution.OUTSIDE_EVERY_AREA] += outside


def _writing(made: Plan) -> Work:
    return lambda raw: write(made.rows, into=raw)
