"""Where results reach a terminal: each command is a thin wrapper over one public function."""
