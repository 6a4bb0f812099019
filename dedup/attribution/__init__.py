"""Who says so: outlets and agencies, quotations, citations and their chains."""

from dedup.attribution.citations import find_citations, scan_citations
from dedup.attribution.classify import classify_source
from dedup.attribution.institution import Institution
from dedup.attribution.institution_catalogue import Institutions, load_institution_catalogue
from dedup.attribution.outlet import Outlet
from dedup.attribution.registry import Catalogue, load_catalogue

__all__ = [
    "Catalogue",
    "Institution",
    "Institutions",
    "Outlet",
    "classify_source",
    "find_citations",
    "load_catalogue",
    "load_institution_catalogue",
    "scan_citations",
]
