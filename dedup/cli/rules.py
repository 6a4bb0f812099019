"""`dedup rules`: what the artifact rules flag and why."""

from typing import Annotated

import typer

from dedup.cli.options import Listing


def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="Code, name or family prefix (G101, drop-letter, G).")
    ] = None,
    listing: Annotated[Listing, typer.Option("--format", "-f", help="How to print.")] = Listing.TERMINAL,
) -> None:
    """List the artifact rules by family, or explain one: rationale, examples, repair, figures."""
    from dedup.artifacts import catalog
    from dedup.artifacts.catalog import fits
    from dedup.report.rule_pages import print_rules

    known = catalog()
    chosen = [rule for rule in known if code is None or fits(code, rule)]
    if not chosen:
        raise typer.BadParameter(f"no rule is called {code!r}; `dedup rules` lists them", param_hint="CODE")
    print_rules(chosen, as_json=listing is Listing.JSON, detailed=code is not None and len(chosen) == 1)
