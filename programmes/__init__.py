"""Every programme that an organisation can offer, one file each; docs/programmes.md says how to write one."""
