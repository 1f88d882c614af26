"""The check protocol, the loader, waivers and the run."""
