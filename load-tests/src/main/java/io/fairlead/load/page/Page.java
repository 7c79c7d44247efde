package io.fairlead.load.page;

/** What all pages have in common: a frame that needs nothing else, in light and dark. */
public final class Page {
    /** Ends a page. */
    public static final String END = "</body>\n</html>\n";

    private Page() {}

    /**
     * Begins a page.
     *
     * @param title any text
     * @param style more of it, as it stands in the page
     * @return well-formed XML up to what is after the title
     */
    public static String begin(String title, String style) {
        return """
                <!DOCTYPE html>
                <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>%s</title>
                <style>
                :root { color-scheme: light dark; --page: #fdfdfc; --ink: #1c1d22; --soft: #62656f;
                  --rule: #e2e3e6; --raised: #f4f4f2; --caution: #9a4b00; --good: #1d7a50; --bad: #b3261e;
                  --c0: #2f6fd0; --c1: #d0702a; --c2: #2c9a6c; --c3: #a8498c; --c4: #8a7a1f; --c5: #6c6f7a;
                  --c6: #c2364a; --c7: #1593a5; }
                @media (prefers-color-scheme: dark) { :root { --page: #17181b; --ink: #e8e9ec; --soft: #a0a4ae;
                  --rule: #33353b; --raised: #202226; --caution: #f0a35a; --good: #5fd09c; --bad: #ff8a80;
                  --c0: #6ea3f2; --c1: #ee9a5c; --c2: #58c796; --c3: #d987c2; --c4: #cdb94f; --c5: #a2a6b2;
                  --c6: #f27d8c; --c7: #5cc9d8; } }
                body { background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif;
                  max-width: 960px; margin: 2rem auto; padding: 0 1rem; }
                h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .2rem; }
                p.plan, p.note { color: var(--soft); margin: .2rem 0 .8rem; font-size: .9rem; }
                p.caution { color: var(--caution); margin: .3rem 0; }
                .wide { overflow-x: auto; }
                table { border-collapse: collapse; font-size: .88rem; margin: .8rem 0; }
                th, td { text-align: right; padding: .25rem .8rem; border-bottom: 1px solid var(--rule);
                  font-variant-numeric: tabular-nums; white-space: nowrap; vertical-align: top; }
                th:first-child, td:first-child { text-align: left; white-space: normal; }
                td small, th small { color: var(--soft); font-weight: normal; }
                .grid { stroke: var(--rule); stroke-width: 1; }
                %s</style>
                </head>
                <body>
                <h1>%s</h1>
                """
                .formatted(Markup.text(title), style, Markup.text(title));
    }
}
