"""Train, cross-validate and judge what is learned: reads gold data, writes weights."""
