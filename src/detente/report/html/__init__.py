"""How a page is put together: numbers that say where they come from, pictures, tables, the shell."""
