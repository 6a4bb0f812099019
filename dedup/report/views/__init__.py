"""What the HTML report prints, prepared: templates only lay it out and decide nothing."""
