"""Pure functions: values to Components V2; markdown, labels, dates, cutting."""
