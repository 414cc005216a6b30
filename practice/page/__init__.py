"""The practice workspace as a page: channels, threads, windows and all that happens behind them."""
