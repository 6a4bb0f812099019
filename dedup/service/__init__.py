"""The gate over HTTP: bounded requests in, answers of the output contract out."""

from dedup.service.app import create_app

__all__ = ["create_app"]
