"""All that differs by language, a folder each; `iraqsec.languages.base.get` loads one."""
