"""The system of states and treaties, year by year, many draws."""
