"""The head line and the banners: where one is, how the day stands, how live and sealed it is."""
