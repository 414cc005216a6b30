"""Words that would do something if they were not shown as words, and some that would not."""

from dialogs.catalog import languages

HOSTILE = [
    "*bold* _italic_ ~struck~ `code` **more** __most__ ~~gone~~",
    "<!here> <!channel> @channel @here <@U0IVO> <#C0CHURN>",
    "@octocat and ana@example.com",
    "<https://evil.example.com|your bank> and <javascript:alert(1)|click>",
    "[your bank](https://evil.example.com) ![pixel](https://evil.example.com/p.png) [ref][1]",
    "[1]: https://evil.example.com",
    "https://evil.example.com www.evil.example.com HTTP://EVIL.EXAMPLE.COM/X",
    "https://example.com/a_b_c*d*e`f`(g)[h]{{ i }}~j~?k=l&m=n#o and _https://example.com/p_ *https://example.com/q*",
    "javascript:alert(1) data:text/html,x",
    "<script>alert(1)</script> <img src=x onerror=alert(1)> <!-- gone --> <a href='https://e.example.com'>x</a>",
    "# A heading\n## Another\n\n> a quotation\n- a list\n+ another\n1. a third\n2) a fourth\n---\n===\n***",
    "    indented code\n\tand a tab\n```\nfenced\n```\n~~~\nfenced too\n~~~",
    "see https://example.com/a\n\n        code after a link\n# and a heading",
    "| a | table |\n| --- | --- |\n| with | rows |",
    "{{ 7 * 7 }} {% for x in range(9) %}{{ x }}{% endfor %} {# gone #} ${7*7}",
    "a\\ back\\*slash \\[x\\](https://evil.example.com) and the end \\",
    "&lt;b&gt; &amp; &#60; &copy; AT&T",
    "\ue000marked\ue001 and \u202egnirts desrever\u202c and \u2066isolated\u2069",
    "x" * 900,
    "שלום עולם (123) مرحبا بالعالم",
    "*/ --> ]]> \"quoted\" 'single' \u2028 separated",
    "• a bullet\n> *bold* quotation\n_italic_",
]
HARMLESS = "Nothing to see here at all, only 12 words a week from finance."
HARMLESS_IN_HEBREW = "אין כאן מה לראות, רק 12 מילים בשבוע מהכספים."


FEW_HARMLESS = "Things, 12 things, things."


def harmless_like(words: str) -> str:
    """Words that do nothing, in a language that is judged, or not, like those of `words` said in one or two fields."""
    if languages.of(words) == "":
        return HARMLESS_IN_HEBREW
    twice, thrice = (languages.of(" ".join([words] * times)) for times in (2, 3))
    if twice == "":
        return HARMLESS_IN_HEBREW
    return FEW_HARMLESS if thrice == "" else HARMLESS
