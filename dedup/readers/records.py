"""One record of a file to one article.

In: a mapping from field name to value. Out: the article, or the reason why the record is none. Every format with
records goes through here, so that they agree on ids, on what is missing and on what is too long.
"""

from collections.abc import Mapping

from dedup.errors import InvalidRecordError
from dedup.model import Document, SkippedRecord
from dedup.readers.fields import as_text, describe
from dedup.readers.item import Article, InputFile
from dedup.readers.objection import find_lone_surrogate, find_objection
from dedup.settings import ReaderSettings

_SHOWN_FIELDS = 12


def read_record(
    fields: Mapping[str, object],
    number: int,
    file: InputFile,
    settings: ReaderSettings,
    *,
    line: bytes | None = None,
) -> Article | SkippedRecord:
    """Turn the record into an article, or say why it is none; `line` is the line of JSON that holds it."""
    try:
        document = _document(fields, number, file, settings)
    except InvalidRecordError as error:
        return SkippedRecord(path=file.shown, record=number, reason=str(error))
    return Article(document, number, fields=fields, line=line)


def name_fields(names: list[str]) -> str:
    """List field names in a message, the first dozen of them."""
    shown = ", ".join((as_text(name) or "''")[:60] for name in names[:_SHOWN_FIELDS])
    return shown + (", …" if len(names) > _SHOWN_FIELDS else "") if names else "none"


def missing_field(names: list[str], settings: ReaderSettings, *, kind: str) -> str:
    """Say that the text is missing, and under which names it might be found."""
    return f"has no {kind} {settings.text!r} (it has: {name_fields(names)}); name the right one in readers.text"


def first_line(error: BaseException) -> str:
    """Cut the message of a library to its first line."""
    return str(error).partition("\n")[0][:200] or type(error).__name__


def _document(fields: Mapping[str, object], number: int, file: InputFile, settings: ReaderSettings) -> Document:
    text = _text(fields, settings)
    identity = _id(fields.get(settings.id)) or f"{file.name}#{number}"
    further = dict(fields)
    further.pop(settings.text, None)
    further.pop(settings.id, None)
    try:
        return Document(id=identity, text=text, path=file.shown, record=number, **describe(further, settings))
    except RecursionError as error:
        raise InvalidRecordError("its fields are nested too deeply; flatten the record") from error


def _text(fields: Mapping[str, object], settings: ReaderSettings) -> str:
    if settings.text not in fields:
        raise InvalidRecordError(missing_field(list(fields), settings, kind="field"))
    text = fields[settings.text]
    if not isinstance(text, str):
        kind = "null" if text is None else type(text).__name__
        raise InvalidRecordError(f"field {settings.text!r} holds {kind} instead of text; repair the export")
    objection = find_objection(text, settings)
    if objection:
        raise InvalidRecordError(objection)
    return text


def _id(value: object) -> str | None:
    if type(value) is int:
        return str(value)
    if isinstance(value, (bool, list, dict)):
        raise InvalidRecordError(f"its id is {type(value).__name__}, neither text nor a number; repair the export")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a column of whole numbers with gaps is often stored as fractions
    if isinstance(value, str) and find_lone_surrogate(value) is not None:
        raise InvalidRecordError(
            "its id holds half a surrogate pair, which no encoding can write; repair the export"
        )
    return as_text(value)
