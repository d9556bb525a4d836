package io.tradebot.ops.cli;

import io.tradebot.journal.log.Finding;
import io.tradebot.journal.log.SegmentSummary;
import io.tradebot.journal.log.VerificationReport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A verification as a JSON document. */
final class VerificationJson {

    private VerificationJson() {
    }

    static Map<String, Object> of(VerificationReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("journal", report.journal().toString());
        document.put("isSound", report.isSound());
        document.put("isClosed", report.isClosed());
        document.put("excerptCount", report.excerptCount());
        document.put("headSequence", report.headSequence());
        document.put("chainHead", report.headChain());
        document.put("anchorCount", report.anchorCount());
        document.put("byteCount", report.byteCount());
        document.put("segments", report.segments().stream().map(VerificationJson::of).toList());
        document.put("firstChain", report.firstChain());
        document.put("seals", report.seals());
        document.put("findings", findings(report));
        return document;
    }

    static List<Map<String, Object>> findings(VerificationReport report) {
        return report.findings().stream().map(VerificationJson::of).toList();
    }

    private static Map<String, Object> of(SegmentSummary segment) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("number", segment.number());
        document.put("file", segment.file() == null ? null : segment.file().toString());
        document.put("state", segment.state());
        document.put("firstSequence", segment.firstSequence());
        document.put("excerptCount", segment.excerptCount());
        document.put("dataEnd", segment.dataEnd());
        document.put("fileLength", segment.fileLength());
        document.put("chainHead", segment.headChain());
        return document;
    }

    private static Map<String, Object> of(Finding finding) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        document.put("file", finding.file().toString());
        document.put("from", finding.from());
        document.put("to", finding.to());
        document.put("sequence", finding.sequence());
        document.put("what", finding.what());
        return document;
    }
}
