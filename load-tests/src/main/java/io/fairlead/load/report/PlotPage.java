package io.fairlead.load.report;

import static io.fairlead.load.page.Markup.text;

import io.fairlead.load.page.Page;
import java.util.Locale;
import java.util.stream.Collectors;

/** The frame of pages with plots over time: style, and the few lines that show values under a pointer. */
final class PlotPage {
    private static final String STYLE = """
            body { max-width: 1180px; margin: 1.2rem auto; }
            .plots { display: grid; gap: 1rem;
              grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); }
            figure { margin: 0; padding: .6rem .8rem; background: var(--raised); border-radius: 6px; min-width: 0; }
            figcaption { font-weight: 600; overflow-wrap: anywhere; }
            figcaption small, li small { color: var(--soft); font-weight: normal; }
            figure svg { width: 100%; height: auto; display: block; touch-action: pan-y;
              font: 12px system-ui, sans-serif; }
            .curve { fill: none; stroke-width: 1.7; stroke-linejoin: round; }
            .dot { stroke: var(--raised); stroke-width: .8; }
            .mark { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 3 3; }
            .event { fill: var(--soft); font-size: 11px; }
            .spell { fill: var(--caution); fill-opacity: .14; }
            .cursor { stroke: var(--ink); stroke-width: 1; visibility: hidden; }
            .tick, .axis { fill: var(--soft); font-size: 11.5px; }
            ul.legend { list-style: none; margin: .3rem 0 0; padding: 0; display: flex; flex-wrap: wrap;
              gap: 0 1.1rem; font-size: .82rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
            ul.legend i { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin-right: .4em; }
            ul.legend b { font-weight: normal; color: var(--soft); } ul.legend b.at { color: var(--ink); }
            .verdict { font-size: 1.15rem; font-weight: 600; margin: .6rem 0; }
            .good.verdict, .good td:last-child { color: var(--good); }
            .bad.verdict, .bad td:last-child { color: var(--bad); }
            .words td, .words th { text-align: left; white-space: normal; overflow-wrap: break-word; }
            .words td:nth-child(2) { min-width: 4.5rem; } .words td { max-width: 40rem; }
            .good td:last-child, .bad td:last-child { white-space: nowrap; }
            td:first-child { min-width: 8rem; max-width: 26rem; overflow-wrap: anywhere; }
            .words td:first-child { min-width: 1.5rem; overflow-wrap: break-word; }
            nav { font-size: .9rem; margin: .6rem 0; } nav a { color: var(--c0); margin-right: 1rem; }
            details { margin: .4rem 0; } summary { cursor: pointer; overflow-wrap: anywhere; }
            details .wide { max-height: 26rem; overflow: auto; }
            #moment { position: fixed; right: .8rem; bottom: .8rem; background: var(--ink); color: var(--page);
              padding: .2rem .6rem; border-radius: 4px; font-size: .85rem; visibility: hidden; }
            @media (max-width: 40rem) { .tick, .axis { font-size: 15.5px; }
              .event { font-size: 13px; } figure { padding: .4rem; } th, td { padding: .25rem .45rem; } }
            @media print { .plots { display: block; } figure { break-inside: avoid; margin-bottom: 1rem; } }
            """;

    /** Without characters that XML would want escaped, as the page is XML too. */
    private static final String SCRIPT = """
            <p id="moment"></p>
            <script>
            (function () {
              const edges = document.body.querySelector('main').dataset.edges.split(' ').map(Number);
              const length = edges[edges.length - 1];
              const plots = Array.from(document.querySelectorAll('svg.time'));
              const values = Array.from(document.querySelectorAll('b[data-values]')).map(function (element) {
                return { element: element, summary: element.textContent, all: element.dataset.values.split('|') };
              });
              const moment = document.getElementById('moment');
              function show(second) {
                let cell = edges.findIndex(function (edge) { return edge > second; }) - 1;
                if (0 > cell) { cell = edges.length - 2; }
                const x = %1$s + %2$s * second / length;
                plots.forEach(function (plot) {
                  const cursor = plot.querySelector('.cursor');
                  cursor.setAttribute('x1', x);
                  cursor.setAttribute('x2', x);
                  cursor.style.visibility = 'visible';
                });
                values.forEach(function (value) {
                  value.element.textContent = value.all[cell];
                  value.element.classList.add('at');
                });
                moment.textContent = 'at ' + edges[cell].toFixed(1) + ' to ' + edges[cell + 1].toFixed(1) + ' s';
                moment.style.visibility = 'visible';
              }
              function hide() {
                plots.forEach(function (plot) { plot.querySelector('.cursor').style.visibility = 'hidden'; });
                values.forEach(function (value) {
                  value.element.textContent = value.summary;
                  value.element.classList.remove('at');
                });
                moment.style.visibility = 'hidden';
              }
              plots.forEach(function (plot) {
                function move(event) {
                  const box = plot.getBoundingClientRect();
                  const x = (event.clientX - box.left) / box.width * %3$d;
                  show(Math.min(Math.max((x - %1$s) / %2$s, 0), 0.999999) * length);
                }
                plot.addEventListener('pointermove', move);
                plot.addEventListener('pointerdown', move);
                plot.addEventListener('pointerleave', hide);
              });
            }());
            </script>
            """.formatted(Frame.LEFT, Frame.RIGHT - Frame.LEFT, Frame.WIDTH);

    private PlotPage() {}

    /** A whole page; {@code content} is markup with plots on the grid. */
    static String of(String title, Grid grid, String content) {
        String edges = grid.edges().stream().map(each -> String.format(Locale.ROOT, "%.3f", each))
                .collect(Collectors.joining(" "));
        return Page.begin(title, STYLE) + "<main data-edges=\"" + edges + "\">\n" + content + "</main>\n"
                + (grid.size() == 0 ? "" : SCRIPT) + Page.END;
    }

    /** A section, and nothing when there is nothing in it. */
    static String section(String title, String plots, String tables) {
        if (plots.isEmpty() && tables.isEmpty()) {
            return "";
        }
        return "<h2>" + text(title) + "</h2>\n"
                + (plots.isEmpty() ? "" : "<div class=\"plots\">\n" + plots + "</div>\n")
                + tables;
    }
}
