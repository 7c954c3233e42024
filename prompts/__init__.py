"""Every word that a person reads, one template a prompt, one folder a language."""
