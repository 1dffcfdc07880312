"""Where data enters: one file per dataset, a declaration and a `read()`, in native codes."""
