"""How other words stand before the quote they were made of."""

BEFORE = "{phrased}\n（自动转述，以下面的原文为准）\n原文："
