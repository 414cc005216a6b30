"""The practice Slack as a page in a browser: built once for each tab, then kept in step with the workspace.

serving, guard    the page on its socket, and who may open it
tab               one browser tab: top, sidebar, conversation, home, composer, window (the modal), behind (the ledger)
house, news       what all tabs share: the practice Slack and its clock; who has seen what
message, blocks, elements, rich_text, files   Block Kit as widgets; spot: what a person does with them
rows              lists that follow what they show
"""
