package io.tradebot.replay.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {

    private static final long CENT = 1_000_000L;
    private static final long MINUTE = 60_000_000_000L;

    private static String sample() {
        SampleRun sample = SampleRun.create();
        return HtmlReport.render(SampleRun.summary(), Metrics.of(sample.days, sample.trades), sample.prices);
    }

    private static Document parse(String html) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader(html)));
    }

    private static List<Element> elements(Document page, String name) {
        NodeList found = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** A run of one session and the given trades. */
    private static Metrics session(List<ReportTrade> trades) {
        long pnl = trades.stream().mapToLong(ReportTrade::pnlE8).sum();
        return Metrics.of(List.of(new ReportDay(19_800, 0, 390 * MINUTE, 100_000 * CENT, pnl, 100_000 * CENT + pnl,
            trades.size(), trades.size())), trades);
    }

    private static ReportTrade trade(String symbol, String strategy, String reason, long minute) {
        return new ReportTrade(strategy, symbol, symbol, ReportTrade.Side.SHORT, minute * MINUTE, 10_000 * CENT, (minute + 5) * MINUTE,
            9_900 * CENT, reason, 1_500_000_000L, 0, 150 * CENT, 1, 0);
    }

    private static PriceSeries flatBars(String symbol, int count) {
        long[] starts = new long[count];
        long[] prices = new long[count];
        for (int i = 0; i < count; i++) {
            starts[i] = i * MINUTE;
            prices[i] = 10_000 * CENT;
        }
        return new PriceSeries(symbol, starts, prices, prices, prices, prices);
    }

    @Test
    void shouldBeWellFormedWithUniqueIdsAndWorkingAnchors() throws Exception {
        Document page = parse(sample());
        Set<String> ids = new HashSet<>();
        for (Element element : elements(page, "*")) {
            String id = element.getAttribute("id");
            assertTrue(id.isEmpty() || ids.add(id), "id used twice: " + id);
        }
        for (Element link : elements(page, "a")) {
            assertTrue(ids.contains(link.getAttribute("href").substring(1)), "dead link " + link.getAttribute("href"));
        }
    }

    @Test
    void shouldLoadNothingFromAnywhere() throws Exception {
        String html = sample();
        Document page = parse(html);
        for (Element element : elements(page, "*")) {
            for (String attribute : List.of("src", "href", "srcset", "action", "data", "poster", "xlink:href")) {
                String value = element.getAttribute(attribute);
                assertTrue(value.isEmpty() || value.startsWith("#"), element.getTagName() + " loads " + value);
            }
            assertFalse(element.hasAttribute("style"), "the policy forbids style attributes");
        }
        String lower = html.toLowerCase(Locale.ROOT);
        for (String loader : List.of("http:", "https:", "url(", "@import", "fetch(", "xmlhttprequest", "innerhtml", "onclick=", "<link", "<iframe")) {
            assertFalse(lower.contains(loader), "the page holds " + loader);
        }
        assertTrue(html.contains("default-src 'none'"));
    }

    @Test
    void shouldAllowOnlyItsOwnStyleAndScriptByHash() throws Exception {
        Document page = parse(sample());
        String policy = elements(page, "meta").stream().filter(meta -> meta.hasAttribute("http-equiv")).findFirst().orElseThrow()
            .getAttribute("content");
        for (String name : List.of("style", "script")) {
            assertEquals(1, elements(page, name).size());
            byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(elements(page, name).get(0).getTextContent().getBytes(StandardCharsets.UTF_8));
            assertTrue(policy.contains(name + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'"), policy);
        }
        assertFalse(policy.contains("unsafe"));
    }

    @Test
    void shouldEscapeEveryTextFromOutside() throws Exception {
        String evil = "<script>alert('1')</script>&\"{{style}}|\u0007";
        RunSummary run = new RunSummary(evil, evil, evil, evil, 19_800, 19_800, 1, 2, evil, ZoneId.of("UTC"),
            List.of(new RunSummary.Setting(evil, evil)));
        String html = HtmlReport.render(run, session(List.of(trade(evil, evil, evil, 10))), List.of(flatBars(evil, 60)));
        Document page = parse(html);
        assertEquals(1, elements(page, "script").size());
        assertEquals(1, elements(page, "style").size());
        assertFalse(html.contains("<script>alert"));
        assertTrue(html.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;{{style}}|"));
        Element bars = elements(page, "svg").stream().filter(svg -> svg.getAttribute("id").equals("pnl-chart")).findFirst().orElseThrow();
        assertEquals(bars.getAttribute("data-xs").split(" ").length, bars.getAttribute("data-texts").split("\\|").length);
    }

    @Test
    void shouldWriteSameBytesForSameRunInAnyLocaleAndZone(@TempDir Path folder) throws Exception {
        SampleRun sample = SampleRun.create();
        Metrics metrics = Metrics.of(sample.days, sample.trades);
        HtmlReport.write(folder.resolve("one.html"), SampleRun.summary(), metrics, sample.prices);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            SampleRun again = SampleRun.create();
            HtmlReport.write(folder.resolve("two.html"), SampleRun.summary(), Metrics.of(again.days, again.trades), again.prices);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertArrayEquals(Files.readAllBytes(folder.resolve("one.html")), Files.readAllBytes(folder.resolve("two.html")));
    }

    @Test
    void shouldStayOfReadableSize() {
        int length = sample().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(length > 100_000 && length < 450_000, "the sample report has " + length + " bytes");
    }

    @Test
    void shouldSayClearlyThatNothingWasTraded() throws Exception {
        String html = HtmlReport.render(SampleRun.summary(), session(List.of()), List.of());
        parse(html);
        assertTrue(html.contains("<b>No trades.</b> 1 session run, 0 signals raised"));
        assertFalse(html.contains("id=\"trades\""));
        assertTrue(html.contains("n/a"));
        assertTrue(html.contains("STRAT_OPEN_BUFFER"));
    }

    @Test
    void shouldSayClearlyThatNoSessionWasRun() throws Exception {
        String html = HtmlReport.render(SampleRun.summary(), Metrics.of(List.of(), List.of()), List.of());
        parse(html);
        assertTrue(html.contains("<b>No session was run.</b>"));
        assertFalse(html.contains("id=\"equity\""));
    }

    @Test
    void shouldShowEveryMetricWithFormulaAndConvention() {
        String html = sample();
        for (Metric metric : Metric.values()) {
            assertTrue(html.contains(Markup.escape(metric.formula())), metric.name());
            assertTrue(html.contains(Markup.escape(metric.convention())), metric.name());
        }
    }

    @Test
    void shouldShowEachTradeWithPricesQuantityAndBothTimes() {
        String html = HtmlReport.render(SampleRun.summary(), session(List.of(trade("SPY", "open", "TIMEOUT", 10))), List.of());
        for (String cell : List.of(">SPY<", ">short<", ">TIMEOUT<", ">100.0000<", ">99.0000<", ">1.5<", ">+$1.50<", ">5 min<",
            "title=\"1970-01-01T00:10:00Z\">1969-12-31 19:10:00<", "title=\"1970-01-01T00:15:00Z\">19:15:00<")) {
            assertTrue(html.contains(cell), cell);
        }
    }

    @Test
    void shouldDrawEntriesAndExitsOnPrice() throws Exception {
        String html = HtmlReport.render(SampleRun.summary(), session(List.of(trade("SPY", "open", "TIMEOUT", 40))),
            List.of(flatBars("SPY", 390)));
        Document page = parse(html);
        List<Element> charts = elements(page, "figure").stream().filter(figure -> figure.getAttribute("class").equals("price")).toList();
        assertEquals(1, charts.size());
        String chart = html.substring(html.indexOf("<figure class=\"price\">"));
        // the window is 00:10 to 01:15, 65 minutes: the entry at 00:40 lies at 30/65, the exit at 00:45 at 35/65
        assertTrue(chart.contains("<svg class=\"marker\" x=\"46.15%\""), "entry");
        assertTrue(chart.contains("<svg class=\"marker\" x=\"53.85%\""), "exit");
        assertTrue(chart.contains("open: short 1.5, 19:40 at 100.0000 to 19:45 at 99.0000, TIMEOUT, +$1.50"), "summary in words");
    }

    @Test
    void shouldBoundChartsRowsAndPointsAndSaySo() throws Exception {
        List<ReportDay> days = new ArrayList<>();
        List<ReportTrade> trades = new ArrayList<>();
        List<PriceSeries> prices = new ArrayList<>();
        long dayNanos = 24 * 60 * MINUTE;
        int dayCount = 3_000;
        for (int d = 0; d < dayCount; d++) {
            long entry = d * dayNanos + 100 * MINUTE;
            trades.add(new ReportTrade("open", "S" + d % 20, "S", ReportTrade.Side.LONG, entry, CENT, entry + MINUTE, CENT, "STOP",
                1_000_000_000L, 0, d % 3 == 0 ? -CENT : CENT, 1, 0));
            days.add(new ReportDay(d, d * dayNanos, d * dayNanos + 390 * MINUTE, 100 * CENT, trades.get(d).pnlE8(),
                (d == 0 ? 100 * CENT : days.get(d - 1).equityE8()) + trades.get(d).pnlE8(), 1, 1));
        }
        for (int s = 0; s < 20; s++) {
            prices.add(flatBars("S" + s, 1));
        }
        String html = HtmlReport.render(SampleRun.summary(), Metrics.of(days, trades), prices);
        Document page = parse(html);
        assertEquals(PriceCharts.MAX_CHARTS, elements(page, "figure").stream()
            .filter(figure -> figure.getAttribute("class").equals("price")).count());
        assertTrue(html.contains("40 of 3000 symbol sessions with trades are drawn"));
        assertTrue(html.contains("The last 1000 of 3000 trades. All of them are in trades.csv."));
        assertTrue(html.contains("One bar per 10 consecutive trades"));
        Matcher points = Pattern.compile("id=\"equity-chart\".*?data-xs=\"([^\"]*)\"", Pattern.DOTALL).matcher(html);
        assertTrue(points.find());
        assertTrue(points.group(1).split(" ").length <= RunCharts.MAX_CURVE_POINTS, points.group(1).split(" ").length + " points");
        assertTrue(html.length() < 1_000_000, html.length() + " characters");
    }

    @Test
    void shouldRefuseTwoSeriesForOneSymbol() {
        List<PriceSeries> twice = List.of(flatBars("SPY", 2), flatBars("SPY", 3));
        Metrics metrics = session(List.of(trade("SPY", "open", "STOP", 1)));
        assertThrows(IllegalArgumentException.class, () -> HtmlReport.render(SampleRun.summary(), metrics, twice));
    }

    @Test
    void shouldShowMoneyQuantitiesAndDurationsForPeople() {
        assertEquals("-$1,234,567.80", Markup.money(-123_456_780L * CENT));
        assertEquals("+$0.01", Markup.signedMoney(CENT));
        assertEquals("$0.00", Markup.signedMoney(0));
        assertEquals("$0.00000001", Markup.money(1));
        assertEquals("18.709073", Markup.quantity(18_709_073_000L));
        assertEquals("1,000", Markup.quantity(1_000_000_000_000L));
        assertEquals("0 s", Markup.duration(0));
        assertEquals("59 min 59 s", Markup.duration(3_599));
        assertEquals("1 d 1 h", Markup.duration(90_061));
        assertEquals("-$92,233,720,368.54775808", Markup.money(Long.MIN_VALUE));
    }
}
