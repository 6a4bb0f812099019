"""`dedup outlets`: what the catalogue knows of publishers and institutions."""

from typing import Annotated

import typer

from dedup.cli.options import LISTING, Listing


def outlets(
    source: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Id of one outlet or institution; all outlets without it.")
    ] = None,
    *,
    institutions: Annotated[
        bool, typer.Option("--institutions", help="List ministries, services, parties and other bodies instead.")
    ] = False,
    listing: Annotated[Listing, LISTING] = Listing.TERMINAL,
) -> None:
    """List the outlets, agencies or institutions that citations are matched with, or explain one."""
    from dedup.attribution import load_catalogue, load_institution_catalogue
    from dedup.report.listings import print_institutions, print_outlets

    publishers, bodies = load_catalogue().outlets, load_institution_catalogue().by_id
    as_json = listing is Listing.JSON
    if source is not None and source in publishers:
        print_outlets([publishers[source]], as_json=as_json, detailed=True)
    elif source is not None and source in bodies:
        print_institutions([bodies[source]], as_json=as_json, detailed=True)
    elif source is not None:
        raise typer.BadParameter(
            f"no outlet has the id {source!r}, and no institution; `dedup outlets` lists them", param_hint="ID"
        )
    elif institutions:
        print_institutions([bodies[name] for name in sorted(bodies)], as_json=as_json, detailed=False)
    else:
        print_outlets([publishers[name] for name in sorted(publishers)], as_json=as_json, detailed=False)
