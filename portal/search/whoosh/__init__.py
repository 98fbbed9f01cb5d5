"""Search engine on top of a Whoosh index, executed with numpy."""
