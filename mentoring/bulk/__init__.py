"""Many people at once: a list of the organisation's own comes in, and a list of who takes part goes out."""

from mentoring.bulk.adding import ROWS_A_CHUNK, Added, Intake, Outcome
from mentoring.bulk.checking import Problem
from mentoring.bulk.files import codes_file, exported
from mentoring.bulk.reading import NotReadableError, PeopleFile
from mentoring.bulk.writing import EXPORT_COLUMNS, export_cells

__all__ = [
    "EXPORT_COLUMNS",
    "ROWS_A_CHUNK",
    "Added",
    "Intake",
    "NotReadableError",
    "Outcome",
    "PeopleFile",
    "Problem",
    "codes_file",
    "export_cells",
    "exported",
]
