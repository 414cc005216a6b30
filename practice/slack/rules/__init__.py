"""What Slack refuses, as tables: each fault with its place in the payload and the public page that says so.

limits      the way in: `message_faults` and `view_faults`
blocks, elements, rich_text   a row for each block, element and piece of rich text
checks      the small checks that the rows are made of
entries     what Slack's own client refuses to send for a person: fields left empty, too long, or mistyped
"""
