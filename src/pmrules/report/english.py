"""The texts stand in pmrules.wording.languages, one module a language; this door goes soon."""

from pmrules.wording.languages.en import TEXTS

__all__ = ["TEXTS"]
