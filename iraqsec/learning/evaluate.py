"""Judge extracted events against gold events: precision, recall, F1 and values, by the rules of `matching`."""

