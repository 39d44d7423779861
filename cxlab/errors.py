"""What can go wrong, in named classes: every message says what, where, what was found, what to do."""


class CxlabError(Exception):
    """Any error a person can mend; the message is shown without a traceback."""


class StudyError(CxlabError):
    """The study, its codebook or the call is wrong (exit code 2)."""


class ReadError(CxlabError):
    """A file could not be read at all; the other files still are."""


class ProofError(CxlabError):
    """A journey shows words or counts that its tables do not bear out; no page may be made of it."""


class BusyError(CxlabError):
    """Another run holds the study's folder (exit code 75)."""


class CxlabWarning(UserWarning):
    """Something the researcher should know, with its consequence."""


class StaleWarning(CxlabWarning):
    """A study changed after the tables that are now read were made from it."""


class SmallSampleWarning(CxlabWarning):
    """A segment has too few people for findings."""


class ReadWarning(CxlabWarning):
    """Something was read with a doubt: a guessed encoding, skipped lines, unknown roles."""


class OverrideWarning(CxlabWarning):
    """A human decision is about something that is not there."""


class LanguageWarning(CxlabWarning):
    """A text or a study uses a language that is not pt, es or en."""
