"""The catalogue of KPIs, and the page behind every number."""
